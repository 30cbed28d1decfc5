using System.Text.Json;
using AgentBay.Typed.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AgentBay.Typed.Generator.Tests;

/// <summary>A schema is untrusted text. Wherever it goes, it stays inside of a literal or a comment.</summary>
public sealed class HostileTextTests
{
    private const string Marker = "PWNED";

    public static TheoryData<string> Texts =>
    [
        "*/ class PWNED {} /*",
        "\" + PWNED + \"",
        "\"\"\" PWNED \"\"\"",
        "{PWNED} {{PWNED}} $\"{PWNED}\"",
        "\\\"; class PWNED {} //",
        "\r\nclass PWNED {}\r\n",
        "\u0085class PWNED {}\u2028class PWNED {}\u2029class PWNED {}\u000Bclass PWNED {}\fclass PWNED {}",
        "\n#error PWNED\n#pragma warning disable\n#nullable disable",
        "</summary><script>PWNED</script>]]>--><!--",
        "&PWNED; &#x41; &",
        "\u202E}PWNED{\u202D\u2066\u2069\u200B\u200C\u200D\uFEFF\u00AD",
        "\U000E0001\U000E0041PWNED",
        "\0\u0001\u001F\u007F\uFFFE\uFFFF PWNED",
        "'PWNED' \\u0022 \\x22 \\U00000022 @\"PWNED\"",
        "global::PWNED.Type<PWNED>",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_of_a_schema_never_becomes_code(string text)
    {
        string json = JsonSerializer.Serialize(text);
        string capture = """
            {"source":{"kind":§,"imageId":§},"tools":[{
              "name":§,"server":§,"title":§,"description":§,
              "inputSchema":{"type":"object","description":§,
                "properties":{
                  §:{"type":"string","description":§,"default":§},
                  "choice":{"description":§,"oneOf":[{"const":§,"description":§},{"const":"plain"}],"default":§},
                  "record":{"type":"object","properties":{§:{"type":"integer"}},"required":[§]},
                  "any":{"$ref":§}
                },
                "required":[§,"choice"]},
              "outputSchema":{"type":"object","properties":{§:{"type":"string","description":§}},"required":[§]}
            }]}
            """.Replace("§", json, StringComparison.Ordinal);
        string overlay = """{"tools":{§:{"deprecated":§,"group":§}}}""".Replace("§", json, StringComparison.Ordinal);
        TestFile file = new("/p/test.tools.json", capture) { Metadata = { ["ClassName"] = text, ["Namespace"] = text } };
        Generation generation = Generation.Of(
            [file, new TestFile("/p/test.overlay.json", overlay)], new Dictionary<string, string> { ["AgentBayToolSchemas"] = "true" });

        generation.AssertCompiles();
        foreach ((string name, string source) in generation.Files)
        {
            Assert.DoesNotContain(source, static c => c is '\0' or '\u0085' or '\u2028' or '\u2029' or '\u202E' or '\u202D' or '\u2066' or '\u200B' or '\u000B' or '\f' or '\r');
            foreach (SyntaxToken token in CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens().Where(static token => token.IsKind(SyntaxKind.IdentifierToken)))
                Assert.False(token.Text == Marker, $"{name} has {Marker} as an identifier of its own: {token.Parent}");
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task What_the_text_says_arrives_unchanged(string text)
    {
        RecordingInvoker invoker = new();
        await Generation.Of(Captures.OfProperty("""{"type":"string","default":§}""".Replace("§", JsonSerializer.Serialize(text), StringComparison.Ordinal)))
            .RunAsync(invoker, "return await Test.Catalogs.Test.Create(invoker).DoIt();");
        Assert.Equal(text, JsonDocument.Parse(invoker.Arguments).RootElement.GetProperty("value").GetString());
    }

    [Fact]
    public void A_lone_surrogate_is_replaced()
    {
        Generation generation = Generation.Of("""[{"name":"a\ud800b","description":"x\udc00","inputSchema":{"type":"object","properties":{"\ud800":{"type":"string"}}}}]""");
        generation.AssertCompiles();
        Assert.DoesNotContain(generation.Files.Values, static source => source.Any(char.IsSurrogate));
    }

    [Fact]
    public void Ten_thousand_values_of_an_enum_compile() => Generation.Of(Captures.OfProperty(
        $$"""{"enum":[{{string.Join(",", Enumerable.Range(0, 10_000).Select(static i => $"\"v{i}\""))}}]}""")).AssertCompiles();

    [Fact]
    public void A_megabyte_of_description_compiles() => Generation.Of(
        $$"""[{"name":"a","description":"{{new string('x', 1 << 20)}}"}]""").AssertCompiles();

    [Theory]
    [InlineData("""{"type":5}""")]
    [InlineData("""{"type":{}}""")]
    [InlineData("""{"type":[]}""")]
    [InlineData("""{"type":[1,2]}""")]
    [InlineData("""{"properties":[]}""")]
    [InlineData("""{"type":"object","properties":{"a":5,"b":null,"c":[]}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"required":"a"}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"required":[1,{}]}""")]
    [InlineData("""{"enum":5}""")]
    [InlineData("""{"enum":[]}""")]
    [InlineData("""{"enum":[{},[],null,"a",1]}""")]
    [InlineData("""{"type":"array","items":5}""")]
    [InlineData("""{"type":"array","items":[]}""")]
    [InlineData("""{"anyOf":5}""")]
    [InlineData("""{"anyOf":[]}""")]
    [InlineData("""{"anyOf":[5,null,"x"]}""")]
    [InlineData("""{"oneOf":[{"type":"null"}]}""")]
    [InlineData("""{"allOf":[5,{"$ref":"#"},{"allOf":[{"$ref":"#"}]}]}""")]
    [InlineData("""{"allOf":{}}""")]
    [InlineData("""{"allOf":[{"$ref":"#/properties/value"},{"$ref":"#/properties/value"},{"$ref":"#/properties/value"},{"$ref":"#/properties/value"}]}""")]
    [InlineData("""{"anyOf":[{"type":"string"},{"$ref":"#/properties/value"}]}""")]
    [InlineData("""{"type":"object","properties":{"old":{"type":"string","deprecated":true}},"required":["old"]}""")]
    [InlineData("""{"$ref":5}""")]
    [InlineData("""{"$ref":"#"}""")]
    [InlineData("""{"$ref":"#/properties/value"}""")]
    [InlineData("""{"$ref":"#/%zz/~2"}""")]
    [InlineData("""{"type":"array","items":{"$ref":"#/properties/value"}}""")]
    [InlineData("""{"type":"integer","minimum":1e400,"maximum":-1e400,"default":1e400}""")]
    [InlineData("""{"type":"integer","minimum":"1","maximum":{}}""")]
    [InlineData("""{"type":"string","minLength":-1,"maxLength":1e30}""")]
    [InlineData("""{"type":"number","default":"NaN"}""")]
    [InlineData("""{"type":"object","additionalProperties":{"$ref":"#/properties/value"}}""")]
    [InlineData("false")]
    [InlineData("null")]
    [InlineData("5")]
    [InlineData("[]")]
    public void A_schema_of_the_wrong_kind_compiles(string schema) => Generation.Of(Captures.OfProperty(schema)).AssertCompiles();
}
