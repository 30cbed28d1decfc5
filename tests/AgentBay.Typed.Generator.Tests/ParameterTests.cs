using AgentBay.Typed.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace AgentBay.Typed.Generator.Tests;

/// <summary>What a property of a tool's arguments becomes.</summary>
public sealed class ParameterTests
{
    private static readonly SymbolDisplayFormat Shape = SymbolDisplayFormat.CSharpErrorMessageFormat.WithMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    [Theory]
    [InlineData("""{"type":"string"}""", "string")]
    [InlineData("""{"type":"string","format":"date-time"}""", "System.DateTimeOffset")]
    [InlineData("""{"type":"string","format":"date"}""", "System.DateOnly")]
    [InlineData("""{"type":"string","format":"uuid"}""", "System.Guid")]
    [InlineData("""{"type":"string","format":"uri"}""", "string")]
    [InlineData("""{"type":"string","contentEncoding":"base64"}""", "System.ReadOnlyMemory<byte>")]
    [InlineData("""{"type":"integer"}""", "long")]
    [InlineData("""{"type":"integer","format":"int32"}""", "int")]
    [InlineData("""{"type":"integer","format":"uint16","minimum":0}""", "int")]
    [InlineData("""{"type":"integer","format":"uint32","minimum":0}""", "long")]
    [InlineData("""{"type":"integer","minimum":1,"maximum":60}""", "int")]
    [InlineData("""{"type":"integer","minimum":0}""", "long")]
    [InlineData("""{"type":"integer","minimum":0,"maximum":9007199254740991}""", "long")]
    [InlineData("""{"type":"number"}""", "double")]
    [InlineData("""{"type":["integer","number"]}""", "double")]
    [InlineData("""{"type":"boolean"}""", "bool")]
    [InlineData("""{"type":"array","items":{"type":"string"}}""", "System.Collections.Generic.IReadOnlyList<string>")]
    [InlineData("""{"type":"array","items":{"type":["string","null"]}}""", "System.Collections.Generic.IReadOnlyList<string?>")]
    [InlineData("""{"type":"array"}""", "System.Collections.Generic.IReadOnlyList<System.Text.Json.JsonElement>")]
    [InlineData("""{"type":"array","items":{"type":"array","items":{"type":"integer"}}}""", "System.Collections.Generic.IReadOnlyList<System.Collections.Generic.IReadOnlyList<long>>")]
    [InlineData("""{"type":"object"}""", "System.Collections.Generic.IReadOnlyDictionary<string, System.Text.Json.JsonElement>")]
    [InlineData("""{"type":"object","additionalProperties":{"type":"number"}}""", "System.Collections.Generic.IReadOnlyDictionary<string, double>")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}}}""", "Test.Catalogs.Test.DoItValue")]
    [InlineData("""{"enum":["a","b"]}""", "Test.Catalogs.Test.DoItValue")]
    [InlineData("""{"const":"only"}""", "Test.Catalogs.Test.DoItValue")]
    [InlineData("""{"oneOf":[{"const":"a"},{"const":"b"}]}""", "Test.Catalogs.Test.DoItValue")]
    [InlineData("""{"enum":[1,2,3]}""", "long")]
    [InlineData("""{"enum":[true,false]}""", "bool")]
    [InlineData("""{"enum":[1,2,null]}""", "long?")]
    [InlineData("""{"enum":[0.5,1,null]}""", "double?")]
    [InlineData("""{"enum":[true,null]}""", "bool?")]
    [InlineData("""{"anyOf":[{"not":{}},{"type":"string"}]}""", "string")]
    [InlineData("""{"type":["string","null"]}""", "string?")]
    [InlineData("""{"type":"integer","nullable":true}""", "long?")]
    [InlineData("""{"anyOf":[{"type":"number"},{"type":"null"}]}""", "double?")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"string","format":"uri"}]}""", "string")]
    [InlineData("""{"enum":["a",null]}""", "Test.Catalogs.Test.DoItValue?")]
    [InlineData("""{"allOf":[{"type":"string"},{"minLength":1}]}""", "string")]
    [InlineData("""{"allOf":[{"type":"object","properties":{"a":{"type":"string"}}},{"properties":{"b":{"type":"string"}}}]}""", "Test.Catalogs.Test.DoItValue")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"integer"}]}""", "Test.Catalogs.Test.DoItValue")]
    [InlineData("""{"type":["string","number"]}""", "Test.Catalogs.Test.DoItValue")]
    [InlineData("""{"type":["string","number","null"]}""", "Test.Catalogs.Test.DoItValue?")]
    [InlineData("""{"enum":[1,"auto"]}""", "Test.Catalogs.Test.DoItValue")]
    [InlineData("""{"anyOf":[{"type":"integer"},{"type":"number"}]}""", "double")]
    [InlineData("""{"anyOf":[{"type":"string"},{}]}""", "System.Text.Json.JsonElement")]
    [InlineData("""{"type":"array","prefixItems":[{"type":"number"},{"type":"string"}]}""", "Test.Catalogs.Test.DoItValue")]
    [InlineData("""{"type":"array","items":[{"type":"number"},{"type":"string"}]}""", "Test.Catalogs.Test.DoItValue")]
    [InlineData("""{"type":"array","prefixItems":[{"type":"number"}],"items":{"type":"string"}}""", "System.Collections.Generic.IReadOnlyList<System.Text.Json.JsonElement>")]
    [InlineData("""{"type":"object","patternProperties":{"^x-":{"type":"string"}}}""", "System.Collections.Generic.IReadOnlyDictionary<string, string>")]
    [InlineData("""{"type":"array","prefixItems":[{"type":"number"}],"items":{"not":{}}}""", "Test.Catalogs.Test.DoItValue")]
    [InlineData("""{"type":"array","prefixItems":[{"type":"number"}],"items":true,"maxItems":1}""", "Test.Catalogs.Test.DoItValue")]
    [InlineData("""{"type":"object","properties":{"a":false},"additionalProperties":{"type":"string"}}""", "System.Collections.Generic.IReadOnlyDictionary<string, string>")]
    [InlineData("{}", "System.Text.Json.JsonElement")]
    [InlineData("true", "System.Text.Json.JsonElement")]
    [InlineData("""{"description":"no type"}""", "System.Text.Json.JsonElement")]
    public void A_schema_becomes_a_type(string schema, string type)
    {
        Generation generation = Generation.Of(Captures.OfProperty(schema)).AssertCompiles();
        Assert.Equal(type, generation.Method("DoIt").Parameters[0].Type.ToDisplayString(Shape));
    }

    [Fact]
    public void A_required_property_is_a_parameter_that_must_be_given() => AssertSignature(
        Captures.OfProperty("""{"type":"string"}"""), "DoIt(string value, CancellationToken cancellationToken = default)");

    [Fact]
    public void An_optional_property_is_null_when_it_is_not_given() => AssertSignature(
        Captures.OfProperty("""{"type":"integer"}""", isRequired: false), "DoIt(long? value = null, CancellationToken cancellationToken = default)");

    [Fact]
    public void A_default_of_an_optional_property_stays_with_the_server() => AssertSignature(
        Captures.OfProperty("""{"type":"integer","default":5}""", isRequired: false), "DoIt(long? value = null, CancellationToken cancellationToken = default)");

    [Theory]
    [InlineData("""{"type":"integer","default":1000}""", "long value = 1000")]
    [InlineData("""{"type":"number","default":-0.5}""", "double value = -0.5")]
    [InlineData("""{"type":"boolean","default":true}""", "bool value = true")]
    [InlineData("""{"type":"string","default":"a\"b"}""", "string value = \"a\\\"b\"")]
    [InlineData("""{"const":"only"}""", "DoItValue value = DoItValue.Only")]
    [InlineData("""{"enum":["fast","slow"],"default":"slow"}""", "DoItValue value = DoItValue.Slow")]
    public void A_required_property_with_a_default_is_an_optional_parameter_with_that_default(string schema, string parameter) =>
        AssertSignature(Captures.OfProperty(schema), $"DoIt({parameter}, CancellationToken cancellationToken = default)");

    [Fact]
    public void Required_parameters_come_before_optional_ones() => AssertSignature(
        Captures.OfInput("""{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"},"c":{"type":"string"}},"required":["c","b"]}"""),
        "DoIt(string b, string c, string? a = null, CancellationToken cancellationToken = default)");

    [Fact]
    public void Arguments_that_the_schema_allows_but_does_not_name_are_a_dictionary() => AssertSignature(
        Captures.OfInput("""{"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":{"type":"integer"}}"""),
        "DoIt(string? a = null, IReadOnlyDictionary<string, long>? additionalArguments = null, CancellationToken cancellationToken = default)");

    [Fact]
    public void A_tool_without_a_schema_takes_no_arguments() => AssertSignature(
        """{"tools":[{"name":"do_it"}]}""", "DoIt(CancellationToken cancellationToken = default)");

    [Fact]
    public void A_reference_is_followed_and_named_after_its_definition()
    {
        Generation generation = Generation.Of(Captures.OfInput(
            """{"type":"object","properties":{"value":{"$ref":"#/$defs/point"}},"$defs":{"point":{"type":"object","properties":{"x":{"type":"number"}}}}}""")).AssertCompiles();
        Assert.Equal("DoItPoint?", generation.Method("DoIt").Parameters[0].Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
    }

    [Fact]
    public void A_type_may_contain_itself()
    {
        Generation generation = Generation.Of(Captures.OfInput(
            """{"type":"object","properties":{"value":{"$ref":"#/$defs/node"}},"$defs":{"node":{"type":"object","properties":{"next":{"$ref":"#/$defs/node"},"all":{"type":"array","items":{"$ref":"#/$defs/node"}}}}}}"""))
            .AssertCompiles();
        Assert.Equal("Next", generation.Type("Test.Catalogs.Test+DoItNode").GetMembers("Next").Single().Name);
    }

    private static void AssertSignature(string capture, string signature)
    {
        IMethodSymbol method = Generation.Of(capture).AssertCompiles().Method("DoIt");
        string parameters = string.Join(", ", method.Parameters.Select(static parameter => parameter.ToDisplayString(
            SymbolDisplayFormat.MinimallyQualifiedFormat))).Replace("default(CancellationToken)", "default", StringComparison.Ordinal);
        Assert.Equal(signature, $"{method.Name}({parameters})");
    }
}
