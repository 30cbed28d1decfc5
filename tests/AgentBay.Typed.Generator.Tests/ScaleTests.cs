using System.Globalization;
using AgentBay.Typed.Generator.Pipeline;
using AgentBay.Typed.Generator.Tests.Fuzzing;
using AgentBay.Typed.Generator.Tests.Infrastructure;
using AgentBay.Typed.Schema;
using AgentBay.Typed.Schema.Schemas;
using Microsoft.CodeAnalysis;

namespace AgentBay.Typed.Generator.Tests;

/// <summary>Schemas far larger than any that a person writes take time that grows with them, not with their square.</summary>
public sealed class ScaleTests
{
    private const int Many = 20_000;
    private const int TooMany = SchemaNode.MostMembers + 1;
    private const string Bounded = """{"type":"string","minLength":2,"maxLength":10}""";

    [Theory]
    [InlineData("""{"$ref":"#/$defs/D0"}""", """{"type":"string"}""")]
    [InlineData("""{"$ref":"#d0"}""", """{"$anchor":"d0","type":"string"}""")]
    [InlineData("""{"$ref":"#/$defs/D0","description":"d0"}""", """{"enum":["x"]}""")]
    [InlineData("""{"allOf":[{"$ref":"#/$defs/D0"},{"default":"x"}]}""", """{"type":"object","properties":{"a":{"type":"string"}}}""")]
    [InlineData("""{"anyOf":[{"$ref":"#/$defs/D0"},{"type":"integer"}]}""", """{"type":"string"}""")]
    public void Many_references_are_followed_in_time(string reference, string definition)
    {
        string capture = Captures.OfInput(
            "{\"type\":\"object\",\"properties\":{" + Join(Many / SchemaNode.MostMembers, part => $"\"part{part}\":" + Object(
                i => Numbered(reference, (part * SchemaNode.MostMembers) + i))) + "},\"$defs\":{" + Join(Many, i => $"\"D{i}\":{Numbered(definition, i)}") + "}}");
        BoundCatalog bound = SmallStack.Run(() => Bind(capture));
        Assert.Single(bound.Tools);

        static string Numbered(string schema, int i) => schema
            .Replace("D0", "D" + i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("d0", "d" + i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void Many_parts_are_merged_in_time() => Assert.Single(SmallStack.Run(() => Bind(Captures.OfProperty(
        "{\"allOf\":[" + string.Join(",", Enumerable.Range(0, 900).Select(static i =>
            "{\"properties\":{\"o\":{\"properties\":{\"p" + i.ToString(CultureInfo.InvariantCulture) + "\":{\"type\":\"string\"}}}}}")) + "]}"))).Tools);

    [Fact]
    public void A_thousand_parameters_and_a_thousand_members_are_typed_and_compile()
    {
        Generation generation = Generation.Of(Captures.OfInput(Object(static _ => Bounded))).AssertCompiles();
        Assert.Equal(SchemaNode.MostMembers + 1, generation.Method("DoIt").Parameters.Length);
        generation = Generation.Of(Captures.OfOutput(Object(static _ => Bounded))).AssertCompiles();
        Assert.Equal(SchemaNode.MostMembers, generation.Type("Test.Catalogs.Test+DoItResult").GetMembers().Count(static member => member.Name[0] == 'P' && member is IPropertySymbol));
        Assert.Empty(generation.Diagnostics);
    }

    [Fact]
    public void More_than_a_thousand_parameters_are_arguments_by_name()
    {
        Generation generation = Generation.Of(Captures.OfInput(Object(static _ => Bounded, TooMany))).AssertCompiles();
        Assert.Equal(["additionalArguments", "cancellationToken"], generation.Method("DoIt").Parameters.Select(static parameter => parameter.Name));
        AssertTooMany(generation, "the arguments");
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("""{{"type":"object","required":["only"],"allOf":[{0}]}}""")]
    [InlineData("""{{"oneOf":[{{"type":"object","properties":{{"kind":{{"const":"a"}}}},"required":["kind"]}},{0}]}}""")]
    public void An_object_of_more_than_a_thousand_members_is_any_json(string schema)
    {
        string large = Object(static _ => """{"const":"b"}""", TooMany).Replace("p0", "kind", StringComparison.Ordinal);
        Generation generation = Generation.Of(Captures.OfProperty(string.Format(CultureInfo.InvariantCulture, schema, large))).AssertCompiles();
        Assert.Equal("System.Text.Json.JsonElement", generation.Method("DoIt").Parameters[0].Type.ToString());
        AssertTooMany(generation, "value");
    }

    [Fact]
    public void More_than_a_thousand_names_that_are_required_and_not_described_are_too_many()
    {
        string capture = Captures.OfProperty("{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}},\"required\":[" + Join(TooMany, static i => $"\"p{i}\"") + "]}");
        AssertTooMany(Generation.Of(capture).AssertCompiles(), "value");
    }

    [Fact]
    public void Binding_stops_when_nobody_waits_for_it()
    {
        using CancellationTokenSource cancelled = new();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => Bind(Captures.OfProperty("""{"type":"string"}"""), cancelled.Token));
    }

    private static void AssertTooMany(Generation generation, string path) => Assert.Contains(
        generation.Diagnostics, diagnostic => diagnostic.Id == ProblemIds.Untyped && diagnostic.GetMessage(CultureInfo.InvariantCulture).StartsWith(
            $"do_it: {path} is a JsonElement, because it has more than 1,000 members", StringComparison.Ordinal));

    private static BoundCatalog Bind(string capture, CancellationToken cancellationToken = default) => BoundCatalog.From(
        new CaptureFile(new TestFile("/p/test.tools.json", capture), null, new CatalogSettings("Test", "Test", "Test", null, true, "", false)), cancellationToken);

    // An object of as many members as become properties, all of them required.
    private static string Object(Func<int, string> member, int members = SchemaNode.MostMembers) =>
        "{\"type\":\"object\",\"required\":[" + Join(members, static i => $"\"p{i}\"") + "],\"properties\":{" + Join(members, i => $"\"p{i}\":{member(i)}") + "}}";

    private static string Join(int count, Func<int, string> item) => string.Join(",", Enumerable.Range(0, count).Select(item));
}
