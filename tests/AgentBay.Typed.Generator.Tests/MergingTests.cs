using AgentBay.Typed.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace AgentBay.Typed.Generator.Tests;

/// <summary>Schemas that hold at once: allOf, and what stands beside a reference.</summary>
public sealed class MergingTests
{
    private const string Definitions = """
        "$defs":{
          "Text":{"type":"string"},"TextOrNull":{"type":["string","null"]},"TextOrNumber":{"type":["string","integer"]},"Number":{"type":"integer"},
          "Pair":{"type":"object","properties":{"x":{"type":"string"},"y":{"type":"string"}}},
          "Base":{"type":"object","properties":{"kind":{"type":"string"},"id":{"type":"integer"}},"required":["kind"]},
          "Circle":{"allOf":[{"$ref":"#/$defs/Base"},{"properties":{"kind":{"const":"circle"},"radius":{"type":"number"}}}]},
          "Line":{"allOf":[{"$ref":"#/$defs/Base"},{"properties":{"kind":{"const":"line"},"length":{"type":"number"}}}]},
          "Tree":{"type":"object","properties":{"next":{"$ref":"#/$defs/Tree"},"a":{"type":"string"}}},
          "Leafy":{"type":"object","properties":{"next":{"$ref":"#/$defs/Leafy"},"b":{"type":"string"}}}}
        """;

    [Theory]
    [InlineData("""{"allOf":[{"properties":{"o":{"type":"object","properties":{"x":{"type":"string"}}}}},{"properties":{"o":{"type":"object","properties":{"y":{"type":"string"}},"required":["y"]}}}]}""", "new() { O = new() { X = \"1\", Y = \"2\" } }", """{"o":{"x":"1","y":"2"}}""")]
    [InlineData("""{"allOf":[{"properties":{"o":{"$ref":"#/$defs/Pair"}}},{"properties":{"o":{"required":["y"]}}}]}""", "new() { O = new() { Y = \"2\" } }", """{"o":{"y":"2"}}""")]
    [InlineData("""{"allOf":[{"$ref":"#/$defs/Tree"},{"$ref":"#/$defs/Leafy"}]}""", "new() { A = \"a\", Next = new() { B = \"b\", Next = new() { A = \"c\" } } }", """{"next":{"next":{"a":"c"},"b":"b"},"a":"a"}""")]
    [InlineData("""{"allOf":[{"anyOf":[{"type":"string"},{"type":"integer"}]},{"anyOf":[{"type":"integer"},{"type":"boolean"}]}]}""", "5L", "5")]
    [InlineData("""{"allOf":[{"anyOf":[{"type":"string"},{"type":"integer"}]},{"oneOf":[{"type":"integer"},{"type":"string"},{"type":"boolean"}]}]}""", "\"a\"", "\"a\"")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"allOf":[{"anyOf":[{"properties":{"b":{"type":"string"}}},{"properties":{"c":{"type":"string"}}}]},{"anyOf":[{"properties":{"d":{"type":"string"}}},{}]}]}""", "new() { A = \"1\", B = \"2\", C = \"3\", D = \"4\" }", """{"a":"1","b":"2","c":"3","d":"4"}""")]
    [InlineData("""{"allOf":[{"enum":["a","b"]},{"enum":["b","c","a"]}]}""", "Test.Catalogs.Test.DoItValue.A", "\"a\"")]
    [InlineData("""{"allOf":[{"type":"number"},{"type":"integer"}]}""", "5L", "5")]
    [InlineData("""{"allOf":[{"items":{"properties":{"x":{"type":"string"}}}},{"items":{"properties":{"y":{"type":"string"}}}}]}""", "new Test.Catalogs.Test.DoItValueItem[] { new() { X = \"1\", Y = \"2\" } }", """[{"x":"1","y":"2"}]""")]
    [InlineData("""{"type":"string","anyOf":[{"minLength":1},{"pattern":"^$"}]}""", "\"a\"", "\"a\"")]
    [InlineData("""{"$ref":"#/$defs/TextOrNumber","type":"integer"}""", "5L", "5")]
    [InlineData("""{"$ref":"#/$defs/TextOrNull","enum":["x",null]}""", "(Test.Catalogs.Test.DoItValue?)null", "null")]
    [InlineData("""{"$ref":"#/$defs/Number","minimum":0,"maximum":5}""", "(int)4", "4")]
    [InlineData("""{"$ref":"#/$defs/Pair","anyOf":[{"required":["x"]},{"properties":{"z":{"type":"string"}}}]}""", "new() { X = \"1\", Z = \"2\" }", """{"x":"1","z":"2"}""")]
    [InlineData("""{"allOf":[{"$ref":"#/$defs/Pair"}],"description":"A pair."}""", "new Test.Catalogs.Test.DoItPair { X = \"1\" }", """{"x":"1"}""")]
    [InlineData("""{"oneOf":[{"$ref":"#/$defs/Circle"},{"$ref":"#/$defs/Line"}]}""", "new Test.Catalogs.Test.DoItValue.Circle { Id = 1, Radius = 2 }", """{"kind":"circle","id":1,"radius":2}""")]
    public async Task What_holds_at_once_is_one_type(string schema, string expression, string json)
    {
        RecordingInvoker invoker = new();
        Generation generation = OfValue(schema).AssertCompiles();
        await generation.RunAsync(invoker, $"return await Test.Catalogs.Test.Create(invoker).DoIt({expression});");
        Assert.Equal($$"""{"value":{{json}}}""", invoker.Arguments);
    }

    [Theory]
    [InlineData("""{"type":"integer","minimum":0,"allOf":[{"minimum":5}]}""", "4")]
    [InlineData("""{"allOf":[{"type":"integer","maximum":9},{"maximum":5}]}""", "6")]
    [InlineData("""{"allOf":[{"type":"string","minLength":1},{"minLength":3}]}""", "\"ab\"")]
    [InlineData("""{"$ref":"#/$defs/Text","maxLength":2}""", "\"abc\"")]
    [InlineData("""{"allOf":[{"type":"number","minimum":0,"exclusiveMinimum":true},{"minimum":-5}]}""", "0")]
    public async Task The_tightest_bound_counts(string schema, string expression) => Assert.Equal(
        "value",
        (await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => OfValue(schema).AssertCompiles()
            .RunAsync(new RecordingInvoker(), $"return await Test.Catalogs.Test.Create(invoker).DoIt({expression});"))).ParamName);

    [Fact]
    public async Task A_flag_of_one_bound_is_not_taken_for_that_of_another()
    {
        RecordingInvoker invoker = new();
        await OfValue("""{"allOf":[{"type":"number","minimum":0,"exclusiveMinimum":true},{"minimum":5}]}""")
            .RunAsync(invoker, "return await Test.Catalogs.Test.Create(invoker).DoIt(5);");
        Assert.Equal("""{"value":5}""", invoker.Arguments);
    }

    [Fact]
    public void A_constant_beside_a_reference_is_sent_without_being_asked_for() => Assert.Equal(
        "DoItValue value = DoItValue.X",
        OfValue("""{"$ref":"#/$defs/Text","const":"x"}""").AssertCompiles().Method("DoIt").Parameters[0].ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));

    [Theory]
    [InlineData("""{"allOf":[{"type":"string"},{"type":"integer"}]}""")]
    [InlineData("""{"allOf":[{"enum":["a"]},{"enum":["b"]}]}""")]
    [InlineData("""{"allOf":[{"const":"a"},{"const":"b"}]}""")]
    public void What_excludes_each_other_is_any_JSON_and_told(string schema)
    {
        Generation generation = OfValue(schema).AssertCompiles();
        Assert.Equal("JsonElement", generation.Method("DoIt").Parameters[0].Type.Name);
        Diagnostic why = Assert.Single(generation.Diagnostics);
        Assert.Equal("do_it: value is a JsonElement, because its schema allows no value. Use it as JSON, or state a type in the schema", why.GetMessage(null));
    }

    [Fact]
    public void Alternatives_that_are_too_many_to_be_combined_are_any_JSON_and_told()
    {
        string many = string.Join(",", Enumerable.Range(0, 20).Select(static i => $$$"""{"type":"array","minItems":{{{i}}},"items":{"type":"string"}}"""));
        Generation generation = OfValue($$"""{"allOf":[{"anyOf":[{{many}}]},{"anyOf":[{{many}}]}]}""").AssertCompiles();
        Assert.Contains("it has too many alternatives", Assert.Single(generation.Diagnostics).GetMessage(null), StringComparison.Ordinal);
    }

    private static Generation OfValue(string schema) => Generation.Of(Captures.OfInput(
        "{\"type\":\"object\",\"properties\":{\"value\":" + schema + "},\"required\":[\"value\"]," + Definitions + "}"));
}
