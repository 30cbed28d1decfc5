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
    [InlineData("""{"type":"string"}""", "'value'. Null: not sent.")]
    [InlineData("""{"type":"integer","description":"A size.","minimum":1,"maximum":60,"default":5}""", "A size. 1 to 60. Default: 5. Null: not sent.")]
    [InlineData("""{"type":"string","minLength":2,"maxLength":4,"default":"ab"}""", "'value'. 2 to 4 characters. Default: \"ab\". Null: not sent.")]
    [InlineData("""{"type":"array","items":{"type":"string"},"minItems":1}""", "'value'. At least 1 items. Null: not sent.")]
    public void A_parameter_says_its_description_bounds_and_default(string schema, string text) => Assert.Equal(
        text, Docs(Captures.OfProperty(schema, isRequired: false)).Elements("param").First().Value);

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
