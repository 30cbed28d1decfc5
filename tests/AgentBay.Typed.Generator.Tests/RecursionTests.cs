using AgentBay.Typed.Generator.Tests.Fuzzing;
using AgentBay.Typed.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace AgentBay.Typed.Generator.Tests;

/// <summary>Schemas that contain themselves, and long ways from one to the next.</summary>
public sealed class RecursionTests
{
    private static readonly string[] OwnTypes = ["DoItTool", "ITools"];

    [Theory]
    [InlineData("""{"V":{"anyOf":[{"$ref":"#/$defs/L"},{}]},"L":{"type":"array","items":{"$ref":"#/$defs/V"}}}""", "L", "")]
    [InlineData("""{"V":{"anyOf":[{"type":"array","items":{"$ref":"#/$defs/V"}},{"type":"array","items":{"$ref":"#/$defs/V"},"maxItems":3}]}}""", "V", "DoItV")]
    [InlineData("""{"V":{"anyOf":[{"type":"array","items":{"$ref":"#/$defs/V"}},{"$ref":"#/$defs/W"},{}]},"W":{"anyOf":[{"$ref":"#/$defs/V"},{"type":"string"},{"type":"array","items":{"$ref":"#/$defs/W"}}]}}""", "W", "")]
    [InlineData("""{"V":{"anyOf":[{"type":"array","items":{"$ref":"#/$defs/V"}},{"$ref":"#/$defs/W"}]},"W":{"anyOf":[{"$ref":"#/$defs/V"},{"type":"string"}]}}""", "W", "DoItV, DoItW")]
    [InlineData("""{"V":{"anyOf":[{"$ref":"#/$defs/L"},{"type":"string"}]},"L":{"type":"array","items":{"$ref":"#/$defs/V"}}}""", "L", "DoItV")]
    public void A_union_that_is_referred_to_from_inside_is_declared_or_nowhere(string definitions, string other, string types) => Assert.Equal(
        types,
        string.Join(", ", OfDefinitions(definitions, "V", other).AssertCompiles().Type("Test.Catalogs.Test").GetTypeMembers()
            .Select(static type => type.Name).Except(OwnTypes).Order(StringComparer.Ordinal)));

    [Fact]
    public void A_union_that_is_null_by_way_of_an_alternative_is_so_inside_of_itself_too()
    {
        Generation generation = OfDefinitions(
            """{"NS":{"type":["string","null"]},"V":{"anyOf":[{"type":"object","properties":{"v":{"$ref":"#/$defs/V"}},"required":["v"]},{"$ref":"#/$defs/NS"}]}}""", "V").AssertCompiles();
        IPropertySymbol inside = generation.Type("Test.Catalogs.Test+DoItVObject").GetMembers("V").OfType<IPropertySymbol>().Single();
        Assert.Equal("DoItV?", inside.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
    }

    [Theory]
    [InlineData("""{"N":{"anyOf":[{"type":"object","properties":{"next":{"$ref":"#/$defs/N"}},"required":["next"]},{"type":"null"}]}}""")]
    [InlineData("""{"N":{"type":["object","null"],"properties":{"next":{"$ref":"#/$defs/N"}},"required":["next"]}}""")]
    public async Task A_list_that_ends_with_null_can_be_written(string definitions)
    {
        RecordingInvoker invoker = new();
        await OfDefinitions(definitions, "N").AssertCompiles().RunAsync(
            invoker, "return await Test.Catalogs.Test.Create(invoker).DoIt(new() { Next = new() { Next = null } });");
        Assert.Equal("""{"p0":{"next":{"next":null}}}""", invoker.Arguments);
    }

    [Theory]
    [InlineData("""{"T":{"type":"array","prefixItems":[{"$ref":"#/$defs/T"}],"items":false},"U":{"anyOf":[{"$ref":"#/$defs/T"},{"type":"string"}]}}""")]
    [InlineData("""{"T":{"type":"array","prefixItems":[{"$ref":"#/$defs/S"}],"items":false},"S":{"type":"array","prefixItems":[{"$ref":"#/$defs/T"}],"items":false},"U":{"anyOf":[{"$ref":"#/$defs/T"},{"type":"string"}]}}""")]
    public void A_tuple_that_begins_with_itself_is_told_from_others_in_time(string definitions) =>
        SmallStack.Run(() => OfDefinitions(definitions, "U")).AssertCompiles();

    [Theory]
    [InlineData("""{"type":"object","properties":{"x":{"$ref":"NEXT"}}}""", 2000)]
    [InlineData("""{"allOf":[{"$ref":"NEXT"}]}""", 20000)]
    [InlineData("""{"anyOf":[{"$ref":"NEXT"},{"type":"null"}]}""", 20000)]
    [InlineData("""{"allOf":[{"$ref":"NEXT"},{"minLength":1}]}""", 20000)]
    [InlineData("""{"anyOf":[{"$ref":"NEXT"},{"type":"boolean"}]}""", 20000)]
    [InlineData("""{"type":"array","items":{"$ref":"NEXT"}}""", 20000)]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"anyOf":[{"$ref":"NEXT"},{}]}""", 20000)]
    [InlineData("""{"type":"array","prefixItems":[{"$ref":"NEXT"},{"type":"string"}]}""", 2000)]
    [InlineData("""{"oneOf":[{"type":"object","properties":{"k":{"const":"a"},"n":{"$ref":"NEXT"}},"required":["k"]},{"type":"object","properties":{"k":{"const":"b"}},"required":["k"]}]}""", 1000)]
    public void A_long_way_of_references_costs_neither_the_stack_nor_the_other_tools(string definition, int length)
    {
        IEnumerable<string> definitions = Enumerable.Range(0, length)
            .Select(i => $"\"A{i}\":" + definition.Replace("NEXT", $"#/$defs/A{i + 1}", StringComparison.Ordinal))
            .Append($$"""
                "A{{length}}":{"type":"string"}
                """);
        string capture = Captures.OfTools([("do_it", Input("{" + string.Join(",", definitions) + "}", "A0")), ("other", """{"type":"object"}""")]);
        Generation generation = SmallStack.Run(() => Generation.Of(capture));
        Assert.Contains("Test.Other.g.cs", generation.Files.Keys);
        Assert.Contains("Test.DoIt.g.cs", generation.Files.Keys);
    }

    [Fact]
    public void A_chain_of_records_is_typed_to_its_end()
    {
        IEnumerable<string> definitions = Enumerable.Range(0, 300).Select(static i => $$$$"""
            "A{{{{i}}}}":{"type":"object","properties":{"x":{"$ref":"#/$defs/A{{{{i + 1}}}}"}}}
            """).Append("""
            "A300":{"type":"string"}
            """);
        Generation generation = OfDefinitions("{" + string.Join(",", definitions) + "}", "A0").AssertCompiles();
        Assert.Empty(generation.Diagnostics);
        Assert.Equal("string?", generation.Type("Test.Catalogs.Test+DoItA299").GetMembers("X").OfType<IPropertySymbol>().Single().Type.ToDisplayString());
    }

    [Fact]
    public void Lists_in_lists_beyond_all_measure_are_compiled_in_time()
    {
        string deep = string.Concat(Enumerable.Repeat("{\"type\":\"array\",\"items\":", 40)) + "{\"type\":\"string\"}" + new string('}', 40);
        Generation generation = Generation.Of(Captures.OfOutput($$$"""{"type":"object","properties":{"value":{{{deep}}}} }"""));
        SmallStack.RunInTime(() => generation.AssertCompiles());
        Assert.Contains(generation.Diagnostics, static one => one.Id == "ABT0201" && one.GetMessage(null).Contains("too many lists and maps", StringComparison.Ordinal));
    }

    private static Generation OfDefinitions(string definitions, params string[] properties) => Generation.Of(Captures.OfInput(Input(definitions, properties)));

    private static string Input(string definitions, params string[] properties) =>
        "{\"type\":\"object\",\"properties\":{" + string.Join(",", properties.Select(static (name, i) => $$"""
            "p{{i}}":{"$ref":"#/$defs/{{name}}"}
            """)) + "},\"$defs\":" + definitions + "}";
}
