using AgentBay.Typed.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace AgentBay.Typed.Generator.Tests;

/// <summary>Keywords that offer, ask for or forbid members, and references by name.</summary>
public sealed class SchemaKeywordTests
{
    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"required":["b"]}""", "JsonElement b, string? a = null")]
    [InlineData("""{"type":"object","additionalProperties":{"type":"string"},"required":["b"]}""", "string b, IReadOnlyDictionary<string, string>? additionalArguments = null")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"},"b":false}}""", "string? a = null")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"},"b":{"allOf":[{"type":"string"},false]}}}""", "string? a = null")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"},"b":{"not":{}}}}""", "string? a = null")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"},"b":{"allOf":[{"type":"string"},{"not":true}]}}}""", "string? a = null")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":{"not":{}}}""", "string? a = null")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"if":{"properties":{"a":{"const":"x"}}},"then":{"properties":{"b":{"type":"integer"}},"required":["b"]},"else":{"properties":{"c":{"type":"boolean"}}}}""", "string? a = null, long? b = null, bool? c = null")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"allOf":[{"if":{"required":["a"]},"then":{"properties":{"b":{"type":"integer"}}}},{"if":{"required":["b"]},"then":{"properties":{"c":{"type":"integer"}}}}]}""", "string? a = null, long? b = null, long? c = null")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"if":{"properties":{"mode":{"const":"x"}}},"then":{}}""", "string? a = null, JsonElement? mode = null")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"dependentSchemas":{"a":{"properties":{"b":{"type":"integer"}},"required":["b"]}}}""", "string? a = null, long? b = null")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"dependencies":{"a":{"properties":{"b":{"type":"integer"}}},"b":["a"]}}""", "string? a = null, long? b = null")]
    [InlineData("""{"type":"object","properties":{"o":{"type":"object","properties":{"a":{"type":"string"}},"patternProperties":{"^x":{"type":"string"},"^y":{"type":"string"}}}},"required":["o"]}""", "DoItO o")]
    [InlineData("""{"type":"object","properties":{"e":{"type":["string","null"],"default":null}},"required":["e"]}""", "string? e = null")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"anyOf":[{"properties":{"b":{"type":"string"}},"required":["b"]},{"type":"null"}]}""", "string b, string? a = null")]
    [InlineData("""{"type":"array","items":{"type":"string"}}""", "IReadOnlyDictionary<string, JsonElement>? additionalArguments = null")]
    public void The_arguments_are_all_that_can_be_sent(string schema, string parameters) => Assert.Equal(
        parameters + ", CancellationToken cancellationToken = default",
        string.Join(", ", Generation.Of(Captures.OfInput(schema)).AssertCompiles().Method("DoIt").Parameters.Select(static parameter => parameter.ToDisplayString(
            SymbolDisplayFormat.MinimallyQualifiedFormat))).Replace("default(CancellationToken)", "default", StringComparison.Ordinal));

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"required":["b"]}""", "ABT0201", DiagnosticSeverity.Info, "b is a JsonElement, because it is required, and the schema does not describe it")]
    [InlineData("""{"type":"array","items":{"type":"string"}}""", "ABT0202", DiagnosticSeverity.Warning, "arguments are an object, and its type is \"array\"")]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"https://example.test/schema"}}}""", "ABT0206", DiagnosticSeverity.Info, "leads outside of this schema")]
    public void What_cannot_be_said_in_types_is_told(string schema, string id, DiagnosticSeverity severity, string message)
    {
        Diagnostic diagnostic = Assert.Single(Generation.Of(Captures.OfInput(schema)).AssertCompiles().Diagnostics);
        Assert.Equal((id, severity), (diagnostic.Id, diagnostic.DefaultSeverity));
        Assert.Contains(message, diagnostic.GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public void A_property_that_is_forbidden_is_no_cause_for_a_warning() => Assert.Empty(
        Generation.Of(Captures.OfInput("""{"type":"object","properties":{"a":{"type":"string"},"b":false}}""")).Diagnostics);

    [Fact]
    public async Task Several_patterns_give_values_of_any_of_their_types()
    {
        RecordingInvoker invoker = new();
        await Generation.Of(Captures.OfProperty(
                """{"type":"object","properties":{"a":{"type":"string"}},"patternProperties":{"^x":{"type":"string"},"^y":{"type":"integer"}},"additionalProperties":false}"""))
            .AssertCompiles().RunAsync(
                invoker,
                """
                return await Test.Catalogs.Test.Create(invoker).DoIt(new()
                {
                    A = "a", AdditionalProperties = new Dictionary<string, Test.Catalogs.Test.DoItValueValue> { ["x1"] = "s", ["y1"] = 5 },
                });
                """);
        Assert.Equal("""{"value":{"a":"a","x1":"s","y1":5}}""", invoker.Arguments);
    }

    [Theory]
    [InlineData("#/$defs/a~1b%20c", "DoItABC")]
    [InlineData("#/%24defs/a~1b%20c", "DoItABC")]
    [InlineData("https://example.test/s#/$defs/a~1b%20c", "DoItABC")]
    [InlineData("#here", "DoItValue")]
    [InlineData("https://example.test/s#here", "DoItValue")]
    [InlineData("https://example.test/part", "DoItValue")]
    [InlineData("https://example.test/part#/properties/inner", "DoItInner")]
    public void A_reference_is_followed_however_it_is_spelled(string reference, string type)
    {
        Generation generation = Generation.Of(Captures.OfInput("""
            {"$id":"https://example.test/s#","type":"object","properties":{"value":{"$ref":"REFERENCE"}},"required":["value"],"$defs":{
              "a/b c":{"type":"object","properties":{"z":{"type":"string"}}},
              "anchored":{"$anchor":"here","type":"object","properties":{"z":{"type":"string"}}},
              "part":{"$id":"https://example.test/part","type":"object","properties":{"inner":{"type":"object","properties":{"z":{"type":"string"}}}}}}}
            """.Replace("REFERENCE", reference, StringComparison.Ordinal))).AssertCompiles();
        Assert.Empty(generation.Diagnostics);
        Assert.Equal(type, generation.Method("DoIt").Parameters[0].Type.Name);
    }

    [Theory]
    [InlineData("#", "DoItPart?")]
    [InlineData("#/properties/inner", "DoItInner?")]
    [InlineData("part.json#/properties/inner", "DoItInner?")]
    [InlineData("https://example.test/schemas/part.json", "DoItPart?")]
    [InlineData("/schemas/main.json", "DoItPartOther?")]
    [InlineData("main.json#/$defs/text", "string?")]
    [InlineData("#/$defs/text", "string?")]
    public void A_reference_inside_of_a_schema_with_an_address_is_relative_to_that(string reference, string type)
    {
        Generation generation = Generation.Of(Captures.OfInput("""
            {"$id":"https://example.test/schemas/main.json","type":"object","properties":{"value":{"$ref":"#/$defs/part"}},"required":["value"],"$defs":{
              "text":{"type":"string"},
              "part":{"$id":"part.json","type":"object","properties":{
                "other":{"$ref":"REFERENCE"},"inner":{"type":"object","properties":{"z":{"type":"string"}}}}}}}
            """.Replace("REFERENCE", reference, StringComparison.Ordinal))).AssertCompiles();
        Assert.Empty(generation.Diagnostics);
        Assert.Equal(type, generation.Type("Test.Catalogs.Test+DoItPart").GetMembers("Other").OfType<IPropertySymbol>().Single()
            .Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
    }

    [Fact]
    public void The_whole_schema_is_what_its_own_address_means() => Assert.Equal(
        "DoItValue?",
        Generation.Of(Captures.OfInput("""{"$id":"https://example.test/s","type":"object","properties":{"value":{"$ref":"https://example.test/s"}}}""")).AssertCompiles()
            .Method("DoIt").Parameters[0].Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
}
