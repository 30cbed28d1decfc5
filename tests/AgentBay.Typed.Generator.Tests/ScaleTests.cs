using System.Globalization;
using AgentBay.Typed.Generator.Pipeline;
using AgentBay.Typed.Generator.Tests.Fuzzing;
using AgentBay.Typed.Generator.Tests.Infrastructure;

namespace AgentBay.Typed.Generator.Tests;

/// <summary>Schemas far larger than any that a person writes take time that grows with them, not with their square.</summary>
public sealed class ScaleTests
{
    private const int Many = 20_000;

    [Theory]
    [InlineData("""{"$ref":"#/$defs/D0"}""", """{"type":"string"}""")]
    [InlineData("""{"$ref":"#d0"}""", """{"$anchor":"d0","type":"string"}""")]
    [InlineData("""{"$ref":"#/$defs/D0","description":"d0"}""", """{"enum":["x"]}""")]
    [InlineData("""{"allOf":[{"$ref":"#/$defs/D0"},{"default":"x"}]}""", """{"type":"object","properties":{"a":{"type":"string"}}}""")]
    [InlineData("""{"anyOf":[{"$ref":"#/$defs/D0"},{"type":"integer"}]}""", """{"type":"string"}""")]
    public void Many_references_are_followed_in_time(string reference, string definition)
    {
        string capture = Captures.OfInput(
            "{\"type\":\"object\",\"properties\":{\"value\":{\"type\":\"object\",\"required\":[" + Join(static i => $"\"p{i}\"") + "],\"properties\":{"
            + Join(i => $"\"p{i}\":{Numbered(reference, i)}") + "}}},\"$defs\":{" + Join(i => $"\"D{i}\":{Numbered(definition, i)}") + "}}");
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
    public void Binding_stops_when_nobody_waits_for_it()
    {
        using CancellationTokenSource cancelled = new();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => Bind(Captures.OfProperty("""{"type":"string"}"""), cancelled.Token));
    }

    private static BoundCatalog Bind(string capture, CancellationToken cancellationToken = default) => BoundCatalog.From(
        new CaptureFile(new TestFile("/p/test.tools.json", capture), null, new CatalogSettings("Test", "Test", "Test", null, true, "", false)), cancellationToken);

    private static string Join(Func<int, string> item) => string.Join(",", Enumerable.Range(0, Many).Select(item));
}
