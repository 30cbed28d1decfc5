using System.Xml.Linq;
using AgentBay.Typed.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace AgentBay.Typed.Generator.Tests;

/// <summary>What a person sees in IntelliSense.</summary>
public sealed class DocumentationTests
{
    [Fact]
    public void A_method_says_what_its_tool_says() => Assert.Equal(
        "Runs <one> command & waits.",
        Docs("""[{"name":"do_it","description":"Runs <one> command & waits."}]""").Element("summary")!.Value);

    [Fact]
    public void A_tool_that_says_nothing_is_named() => Assert.Equal(
        "Calls the tool 'do_it'.", Docs("""[{"name":"do_it"}]""").Element("summary")!.Value);

    [Fact]
    public void A_title_stands_in_for_a_description() => Assert.Equal(
        "Do it", Docs("""[{"name":"do_it","title":"Do it"}]""").Element("summary")!.Value);

    [Theory]
    [InlineData("\"readOnlyHint\":true", "Changes nothing.")]
    [InlineData("\"destructiveHint\":true", "May overwrite or delete what is there.")]
    [InlineData("\"destructiveHint\":false", "Adds, and never overwrites or deletes.")]
    [InlineData("\"idempotentHint\":true", "A second call with the same arguments has no further effect.")]
    [InlineData("\"openWorldHint\":true", "Reaches outside of its environment.")]
    public void The_remarks_say_what_the_annotations_mean(string hint, string meaning) => Assert.Contains(
        meaning, Docs("[{\"name\":\"do_it\",\"annotations\":{" + hint + "}}]").Element("remarks")!.Value, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"type":"string","description":"A path"}""", "A path. Null: not sent.")]
    [InlineData("""{"type":"string","description":"A path","examples":["/a","/b"]}""", "A path. For example: \"/a\", \"/b\". Null: not sent.")]
    [InlineData("""{"type":"string"}""", "value. Null: not sent.")]
    [InlineData("""{"type":"integer","description":"A size.","minimum":1,"maximum":60,"default":5}""", "A size. 1 to 60. Default: 5, when not sent.")]
    [InlineData("""{"type":"string","minLength":2,"maxLength":4,"default":"ab"}""", "value. 2 to 4 characters. Default: \"ab\", when not sent.")]
    [InlineData("""{"type":"array","items":{"type":"string"},"minItems":1}""", "value. At least 1 item. Null: not sent.")]
    [InlineData("""{"type":"integer","enum":[1,2,3],"description":"A level"}""", "A level. One of 1, 2, 3. Null: not sent.")]
    [InlineData("""{"oneOf":[{"const":1},{"const":2.5}]}""", "value. One of 1, 2.5. Null: not sent.")]
    [InlineData("""{"type":"number","const":5}""", "value. Only 5. Null: not sent.")]
    [InlineData("""{"type":"string","examples":["a<b","c\"d\n","e","f"]}""", "value. For example: \"a<b\", \"c\\\"d\\n\", \"e\". Null: not sent.")]
    [InlineData("""{"type":"integer","x-examples":[1,2]}""", "value. For example: 1, 2. Null: not sent.")]
    [InlineData("""{"type":"object","example":{"a":[true,null]},"default":{}}""", "value. Default: {}, when not sent. For example: {\"a\": [true, null]}.")]
    public void A_parameter_says_its_description_bounds_and_default(string schema, string text) => Assert.Equal(
        text, Docs(Captures.OfProperty(schema, isRequired: false)).Elements("param").First().Value);

    [Fact]
    public void A_property_says_its_default_and_examples()
    {
        const string Record = """{"type":"object","properties":{"size":{"type":"integer","default":5,"examples":[7]}}}""";
        Assert.Equal(
            "size. Default: 5, when not sent. For example: 7.",
            Summary(Generation.Of(Captures.OfProperty(Record)).AssertCompiles().Type("Test.Catalogs.Test+DoItValue").GetMembers("Size").Single()));
        Assert.Equal(
            "size. Default: 5. For example: 7.",
            Summary(Generation.Of(Captures.OfOutput(Record)).AssertCompiles().Type("Test.Catalogs.Test+DoItResult").GetMembers("Size").Single()));
    }

    [Fact]
    public void A_type_that_the_schema_says_nothing_of_tells_its_place()
    {
        const string List = """{"type":"object","properties":{"edits":{"type":"array","items":{"type":"object","properties":{"mode":{"enum":["a"]}}}}}}""";
        Generation sent = Generation.Of(Captures.OfInput(List)).AssertCompiles();
        Assert.Equal("edits[] in a call of do_it.", Summary(sent.Type("Test.Catalogs.Test+DoItEdit")));
        Assert.Equal("edits[].mode in a call of do_it.", Summary(sent.Type("Test.Catalogs.Test+DoItEditMode")));
        Generation answered = Generation.Of(Captures.OfOutput(List)).AssertCompiles();
        Assert.Equal("edits[] in an answer of do_it.", Summary(answered.Type("Test.Catalogs.Test+DoItResultEdit")));
    }

    [Fact]
    public void A_case_that_the_schema_says_nothing_of_tells_its_constant() => Assert.Equal(
        "Its kind is a<b.",
        Summary(Generation.Of(Captures.OfProperty(
            """{"oneOf":[{"type":"object","properties":{"kind":{"const":"a<b"}},"required":["kind"]},{"type":"object","properties":{"kind":{"const":"c"}},"required":["kind"]}]}"""))
            .AssertCompiles().Type("Test.Catalogs.Test+DoItValue+AB")));

    [Fact]
    public void The_remarks_of_a_method_hold_what_is_cut_from_a_parameter()
    {
        string text = string.Concat(Enumerable.Repeat("This is one sentence of many. ", 100)).TrimEnd();
        XElement docs = Docs(Captures.OfProperty("""{"type":"string","description":"§"}""".Replace("§", text, StringComparison.Ordinal)));
        Assert.InRange(docs.Elements("param").First().Value.Length, 100, 2_100);
        Assert.Contains(text, docs.Element("remarks")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_signature_that_is_too_long_for_a_line_has_a_line_for_each_parameter()
    {
        string source = Generation.Of(Captures.OfProperty("""{"type":"string"}""")).AssertCompiles().Files["Test.DoIt.g.cs"];
        Assert.Contains("DoIt(\n        string value,\n        global::System.Threading.CancellationToken cancellationToken = default) =>\n", source, StringComparison.Ordinal);
        Assert.Contains("DoIt(\n            string value,\n            global::System.Threading.CancellationToken cancellationToken = default);\n", source, StringComparison.Ordinal);
    }

    [Fact]
    public void An_enums_values_say_their_wire_names_and_descriptions()
    {
        Generation generation = Generation.Of(Captures.OfProperty("""{"oneOf":[{"const":"a<b","description":"First & best"},{"const":"c"}]}""")).AssertCompiles();
        Assert.Equal("a<b: First & best", Summary(generation.Type("Test.Catalogs.Test+DoItValue").GetMembers("AB").Single()));
        Assert.Equal("c", Summary(generation.Type("Test.Catalogs.Test+DoItValue").GetMembers("C").Single()));
    }

    [Fact]
    public void An_over_long_description_is_cut_in_the_summary_and_whole_in_the_remarks()
    {
        string text = string.Concat(Enumerable.Repeat("This is one sentence of many. ", 60)).TrimEnd();
        XElement docs = Docs("[{\"name\":\"do_it\",\"description\":\"" + text + "\"}]");
        Assert.InRange(docs.Element("summary")!.Value.Length, 100, 500);
        Assert.Contains(text, docs.Element("remarks")!.Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Runs `ls -l` now.", "Runs <c>ls -l</c> now.")]
    [InlineData("Compares ``a`b`` and `x<y>`.", "Compares <c>a`b</c> and <c>x&lt;y&gt;</c>.")]
    [InlineData("It is **very** *fast*.", "It is very fast.")]
    [InlineData("Takes **/*.cs, *.ts, 2*3*4, *args and **kwargs.", "Takes **/*.cs, *.ts, 2*3*4, *args and **kwargs.")]
    [InlineData("Keeps snake_case and __init__.", "Keeps snake_case and __init__.")]
    [InlineData("See [the docs](https://example.test/a?b=1&c=2) or [below](#below).", "See the docs (https://example.test/a?b=1&amp;c=2) or below.")]
    [InlineData("Sorts a[0](x y) and [1, 2].", "Sorts a[0](x y) and [1, 2].")]
    [InlineData("One ` and one * and one [.", "One ` and one * and one [.")]
    [InlineData("First.\n\nSecond.", "First.|<para>Second.</para>")]
    [InlineData("First.\nSecond.", "First.<br/>|Second.")]
    [InlineData("A line that an editor wrapped in the middle of what it says, so that\nthe next goes on.", "A line that an editor wrapped in the middle of what it says, so that|the next goes on.")]
    [InlineData("# Usage\nCall it.", "Usage|<para>Call it.</para>")]
    [InlineData("Modes:\n- `a`: one\n- b\n\n- c\nDone.", "Modes:|<list type=\"bullet\">|<item><c>a</c>: one</item>|<item>b</item>|<item>c</item></list>|<para>Done.</para>")]
    [InlineData("1. one\n   more\n2) two", "<list type=\"number\">|<item>one|more</item>|<item>two</item></list>")]
    [InlineData("Like:\n```json\n{\n  \"a\": \"<b>\"\n}\n```\nSo.", "Like:|<code>{|  \"a\": \"&lt;b&gt;\"|}</code>|<para>So.</para>")]
    [InlineData("Like:\n```\nnever ended", "Like:|<code>never ended</code>")]
    [InlineData("Above\n---\nbelow", "Above|<para>below</para>")]
    [InlineData("</summary>\r\n<c>&lt;", "&lt;/summary&gt;<br/>|&lt;c&gt;&amp;lt;")]
    public void Markdown_becomes_the_XML_that_means_it(string description, string lines) =>
        Assert.Equal(lines, string.Join('|', Emission.Markdown.ToXml(description)));

    [Fact]
    public void A_description_that_is_cut_is_not_cut_inside_of_code()
    {
        string text = "It takes a script, and runs it in the shell. " + new string('x', 300) + "\n```\n" + string.Concat(Enumerable.Repeat("echo a. b\n", 60)) + "```\nThat is all.";
        XElement docs = Docs($$"""[{"name":"do_it","description":{{System.Text.Json.JsonSerializer.Serialize(text)}}}]""");
        Assert.Empty(docs.Element("summary")!.Elements("code"));
        Assert.Equal(60, docs.Element("remarks")!.Element("code")!.Value.Split("echo").Length - 1);
    }

    [Theory]
    [InlineData('`')]
    [InlineData('*')]
    [InlineData('[')]
    [InlineData('#')]
    [InlineData('-')]
    public void A_megabyte_of_marks_takes_no_long_time(char mark)
    {
        string text = string.Concat(Enumerable.Repeat(mark + "a ", 1 << 18));
        System.Diagnostics.Stopwatch watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.NotEmpty(Emission.Markdown.ToXml(text));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void A_default_and_bounds_follow_a_description_that_ends_in_a_list() => Assert.Equal(
        "1 to 9. Default: 5, when not sent.",
        Docs(Captures.OfProperty("""{"type":"integer","description":"One of\n- a\n- b","minimum":1,"maximum":9,"default":5}""", isRequired: false))
            .Elements("param").First().Element("para")!.Value);

    [Fact]
    public void The_interface_of_a_group_inherits_the_documentation()
    {
        Generation generation = Generation.Of("""[{"name":"do_it"}]""").AssertCompiles();
        string xml = generation.Type("Test.Catalogs.Test+ITools").GetMembers("DoIt").Single().GetDocumentationCommentXml()!;
        Assert.Contains("cref=\"M:Test.Catalogs.Test.DoIt(", xml, StringComparison.Ordinal);
    }

    private static XElement Docs(string capture) =>
        XElement.Parse(Generation.Of(capture).AssertCompiles().Method("DoIt").GetDocumentationCommentXml()!);

    private static string Summary(ISymbol symbol) => XElement.Parse(symbol.GetDocumentationCommentXml()!).Element("summary")!.Value;
}
