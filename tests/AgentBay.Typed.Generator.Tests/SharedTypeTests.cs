using AgentBay.Typed.Generator.Tests.Infrastructure;

namespace AgentBay.Typed.Generator.Tests;

/// <summary>What the arguments and the answer of one tool both define.</summary>
public sealed class SharedTypeTests
{
    private const string Node = """{"type":"object","properties":{"name":{"type":"string","maxLength":3},"next":{"$ref":"#/$defs/N"}},"required":["name"]}""";
    private const string NodeWithDefault = """{"type":"object","properties":{"name":{"type":"string","default":"a"},"next":{"$ref":"#/$defs/N"}},"required":["name"]}""";
    private const string Shape = """{"oneOf":[{"properties":{"kind":{"const":"dot"}},"required":["kind"]},{"properties":{"kind":{"const":"line"},"to":{"$ref":"#/$defs/N"}},"required":["kind"]}]}""";

    [Theory]
    [InlineData(Node)]
    [InlineData("""{"enum":["a","b"]}""")]
    [InlineData(Shape)]
    [InlineData("""{"type":"object","properties":{"kind":{"const":"dot"},"size":{"type":"integer","default":3}},"required":["kind","size"]}""")]
    [InlineData("""{"anyOf":[{"type":"integer"},{"type":"array","items":{"$ref":"#/$defs/N"}}]}""")]
    [InlineData("""{"type":"array","prefixItems":[{"type":"string"},{"type":"array","items":{"$ref":"#/$defs/N"}}],"minItems":2}""")]
    public void What_was_answered_can_be_sent(string definition) => Assert.Empty(Of(definition, definition).AssertCompiles().ErrorsIn(
        "class Program { async void Run(Test.Catalogs.Test tools, Test.Catalogs.Test.DoItN n) => await tools.DoIt((await tools.DoIt(n)).Value.P); }"));

    [Fact]
    public async Task A_shared_type_is_read_and_written_and_its_bounds_are_checked()
    {
        Generation generation = Of(Node, Node).AssertCompiles();
        RecordingInvoker invoker = RecordingInvoker.Structured("""{"p":{"name":"long","next":{"name":"b"}}}""");
        Assert.Equal("b", await generation.RunAsync(
            invoker, "var tools = Test.Catalogs.Test.Create(invoker); return (await tools.DoIt((await tools.DoIt(new() { Name = \"a\" })).Value.P.Next!)).Value.P.Next!.Name;"));
        Assert.Equal("""{"p":{"name":"b"}}""", invoker.Calls[1].Arguments);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => generation.RunAsync(invoker, "return await Test.Catalogs.Test.Create(invoker).DoIt(new() { Name = \"long\" });"));
    }

    [Theory]
    [InlineData(Node, NodeWithDefault, "DoItN__h*,DoItN__h*,DoItResult")]
    [InlineData("""{"enum":["a","b"]}""", """{"enum":["a","b","c"]}""", "DoItN__h*,DoItN__h*,DoItResult")]
    [InlineData(Node, Node, "DoItN,DoItResult")]
    public void Types_that_differ_are_two(string answered, string sent, string names) => Assert.Equal(names, NamesOf(Of(sent, answered).AssertCompiles()));

    [Fact]
    public void A_type_with_one_inside_that_differs_differs_too()
    {
        const string List = """{"type":"object","properties":{"first":{"$ref":"#/$defs/N"},"mode":{"$ref":"#/$defs/M"}}}""";
        string Schema(string node) => """{"type":"object","properties":{"p":{"$ref":"#/$defs/L"}},"$defs":{"L":""" + List + ""","M":{"enum":["x"]},"N":""" + node + "}}";
        Assert.Equal("DoItL__h*,DoItL__h*,DoItM,DoItN__h*,DoItN__h*,DoItResult", NamesOf(Of(Schema(NodeWithDefault), Schema(Node), isWhole: true).AssertCompiles()));
    }

    private static string NamesOf(Generation generation) => string.Join(",", generation.Type("Test.Catalogs.Test").GetTypeMembers().Select(static type => type.Name)
        .Where(static name => name.StartsWith("DoIt", StringComparison.Ordinal) && !name.EndsWith("Wire", StringComparison.Ordinal) && name != "DoItTool")
        .Select(static name => name.Contains("__h", StringComparison.Ordinal) ? name[..(name.IndexOf("__h", StringComparison.Ordinal) + 3)] + "*" : name)
        .Order(StringComparer.Ordinal));

    private static Generation Of(string sent, string answered, bool isWhole = false)
    {
        static string Schema(string definition) => """{"type":"object","properties":{"p":{"$ref":"#/$defs/N"}},"required":["p"],"$defs":{"N":""" + definition + "}}";
        return Generation.Of(
            """{"tools":[{"name":"do_it","inputSchema":""" + (isWhole ? sent : Schema(sent)) + ""","outputSchema":""" + (isWhole ? answered : Schema(answered)) + "}]}");
    }
}
