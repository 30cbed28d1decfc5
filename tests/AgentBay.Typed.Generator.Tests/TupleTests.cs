using AgentBay.Typed.Generator.Tests.Infrastructure;

namespace AgentBay.Typed.Generator.Tests;

/// <summary>Arrays whose items differ by their place.</summary>
public sealed class TupleTests
{
    private const string Open = """{"type":"array","prefixItems":[{"type":"string"},{"type":"integer"},{"type":"array","items":{"type":"string"}},{"type":"integer"}]}""";
    private const string Half = """{"type":"array","prefixItems":[{"type":"array","items":{"type":"string"}},{"type":"integer"}],"minItems":1}""";

    [Theory]
    [InlineData(Open, "[]", "(null, null, null)")]
    [InlineData(Open, """["x"]""", "(x, null, null)")]
    [InlineData(Open, """["x",1,["y"]]""", "(x, 1, y)")]
    [InlineData(Open, """["x",null,["y"]]""", "(x, null, y)")]
    [InlineData(Open, """["x",1,["y"],2,"more"]""", "(x, 1, y)")]
    public async Task An_answer_may_end_before_the_places_that_the_schema_does_not_ask_for(string schema, string answer, string expected) => Assert.Equal(
        expected,
        await ReadAsync(schema, answer, "$\"({value.Item1 ?? \"null\"}, {(value.Item2 is { } second ? second : \"null\")}, {(value.Item3 is { } third ? third[0] : \"null\")})\""));

    [Fact]
    public async Task A_place_that_the_schema_asks_for_is_not_nullable()
    {
        Generation generation = Generation.Of(Captures.OfOutput(Half)).AssertCompiles();
        Assert.Equal(
            ["IReadOnlyList<string>", "long?"],
            generation.Type("Test.Catalogs.Test+DoItItems").InstanceConstructors.First(static one => one.Parameters.Length == 2).Parameters
                .Select(static one => one.Type.ToDisplayString(Microsoft.CodeAnalysis.SymbolDisplayFormat.MinimallyQualifiedFormat)));
        Assert.Equal("a ", await ReadAsync(Half, """[["a"]]""", "$\"{value.Item1[0]} {value.Item2}\""));
    }

    [Fact]
    public async Task All_places_are_sent()
    {
        RecordingInvoker invoker = new();
        await Generation.Of(Captures.OfProperty(Half)).AssertCompiles().RunAsync(
            invoker, "return await Test.Catalogs.Test.Create(invoker).DoIt(new(new[] { \"a\" }, 1));");
        Assert.Equal("""{"value":[["a"],1]}""", invoker.Arguments);
    }

    [Fact]
    public void A_tuple_of_many_tuples_is_told_from_a_list_by_few_words()
    {
        const int Count = 300;
        string places = string.Join(",", Enumerable.Repeat("""{"$ref":"#/$defs/t"}""", Count));
        string schema = """{"anyOf":[{"$ref":"#/$defs/t"},{"type":"array","items":{"type":"string"}}],"$defs":{"t":{"type":"array","prefixItems":[""" + places + "]}}}";
        Assert.InRange(Generation.Of(Captures.OfOutput(schema)).Files["Test.DoIt.g.cs"].Length, 1, Count * 1000);
    }

    [Fact]
    public void A_place_that_an_answer_may_end_before_is_not_said_to_be_sent() => Assert.DoesNotContain(
        "not sent", Generation.Of(Captures.OfOutput(Half)).Files["Test.DoIt.g.cs"], StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"type":"array","items":[]}""", "its schema says nothing of the items")]
    [InlineData("""{"type":"array","items":[{"type":"string"}],"additionalItems":true}""", "more items may follow those whose place is described")]
    public void A_list_of_anything_says_why(string schema, string why) => Assert.Contains(
        why,
        Assert.Single(Generation.Of(Captures.OfOutput(schema)).AssertCompiles().Diagnostics, static one => one.Id == "ABT0201").GetMessage(null),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("{\"$ref\":\"#/$defs/t\"}", "DoItT")]
    [InlineData("{\"anyOf\":[{\"$ref\":\"#/$defs/t\"},{\"type\":\"boolean\"}]}", "DoItValue")]
    [InlineData("{\"anyOf\":[{\"$ref\":\"#/$defs/pair\"},{\"$ref\":\"#/$defs/list\"}]}", "DoItValue")]
    public void A_tuple_may_be_one_of_its_own_places(string schema, string type)
    {
        string whole = """{"type":"object","properties":{"value":""" + schema + """},"required":["value"],"$defs":{"""
            + """
            "t":{"type":"array","prefixItems":[{"$ref":"#/$defs/t"}]},
            "pair":{"type":"array","prefixItems":[{"$ref":"#/$defs/pair"},{"type":"string"}]},
            "list":{"type":"array","items":{"$ref":"#/$defs/pair"}}}}
            """;
        Assert.Equal(type, Generation.Of(Captures.OfInput(whole)).AssertCompiles().Method("DoIt").Parameters[0].Type.Name);
        Generation.Of(Captures.OfOutput(whole)).AssertCompiles();
    }

    private static async Task<object?> ReadAsync(string schema, string answer, string expression) => await Generation.Of(Captures.OfOutput(schema)).AssertCompiles().RunAsync(
        RecordingInvoker.Structured(answer),
        $$"""
        var value = (await Test.Catalogs.Test.Create(invoker).DoIt()).Value;
        return {{expression}};
        """);
}
