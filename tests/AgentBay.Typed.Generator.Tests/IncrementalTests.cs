using AgentBay.Typed.Generator.Pipeline;
using AgentBay.Typed.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace AgentBay.Typed.Generator.Tests;

/// <summary>What an edit costs. That an unrelated edit costs nothing is asserted by every run in <see cref="Generation"/>.</summary>
public sealed class IncrementalTests
{
    private const string Path = "/p/test.tools.json";

    [Fact]
    public void An_edited_tool_writes_its_own_file_and_no_other()
    {
        GeneratorRunResult after = Edit(Capture("reads", "writes", "lists"), Capture("reads", "writes at length\\nover more lines", "lists"));
        Assert.Equal(["Test.B.g.cs"], WrittenBy(after));
    }

    [Fact]
    public void A_change_that_moves_tools_to_other_lines_writes_nothing()
    {
        GeneratorRunResult after = Edit(Capture("reads", "writes", "lists"), "\n\n" + Capture("reads", "writes", "lists").Replace(",", ",\n", StringComparison.Ordinal));
        Assert.Empty(WrittenBy(after));
    }

    [Fact]
    public void Diagnostics_follow_moved_lines_without_writing_source()
    {
        const string Untyped = """[{"name":"a","inputSchema":{"type":"object","properties":{"x":{}}}}]""";
        GeneratorRunResult after = Edit(Untyped, "\n" + Untyped);
        Assert.Empty(WrittenBy(after));
        Assert.Equal(1, after.Diagnostics.Single().Location.GetLineSpan().StartLinePosition.Line);
    }

    [Fact]
    public void A_tool_added_at_the_end_writes_its_file_and_the_class()
    {
        GeneratorRunResult after = Edit(Capture("reads", "writes"), Capture("reads", "writes", "lists"));
        Assert.Equal(["Test.C.g.cs", "Test.g.cs"], WrittenBy(after));
    }

    [Fact]
    public void An_edited_overlay_writes_what_it_changes()
    {
        TestFile capture = new(Path, Capture("reads", "writes"));
        TestFile before = new("/p/test.overlay.json", "{}");
        Generation generation = Generation.Of(capture, before);
        GeneratorRunResult after = generation.After(before, new TestFile(before.Path, """{"tools":{"a":{"deprecated":true}}}"""));
        Assert.Equal(["Test.A.g.cs"], WrittenBy(after));
    }

    [Fact]
    public void An_edit_of_one_capture_leaves_the_others_alone()
    {
        TestFile first = new("/p/first.tools.json", Capture("reads"));
        Generation generation = Generation.Of(first, new TestFile("/p/second.tools.json", Capture("reads")));
        GeneratorRunResult after = generation.After(first, new TestFile(first.Path, Capture("writes")));
        Assert.Equal(["First.A.g.cs"], WrittenBy(after));
        Assert.Equal(
            [IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached],
            after.TrackedSteps[StepNames.Catalogs].SelectMany(static step => step.Outputs).Select(static output => output.Reason));
    }

    [Fact]
    public void Output_is_the_same_in_every_culture()
    {
        const string Numbers = """[{"name":"a","inputSchema":{"type":"object","required":["x"],"properties":{"x":{"type":"number","minimum":-1.5,"default":-0.25}}}}]""";
        IReadOnlyDictionary<string, string> expected = Generation.Of(Numbers).Files;
        System.Globalization.CultureInfo culture = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            // Signs and separators of its own stand for every culture; no culture data are needed for that.
            System.Globalization.CultureInfo odd = new("") { NumberFormat = { NegativeSign = "~", NumberDecimalSeparator = ";" } };
            System.Globalization.CultureInfo.CurrentCulture = odd;
            Assert.Equal(expected, Generation.Of(Numbers).Files);
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = culture;
        }
    }

    private static string Capture(params string[] descriptions) =>
        "[" + string.Join(",", descriptions.Select(static (text, i) => $$"""{"name":"{{(char)('a' + i)}}","description":"{{text}}"}""")) + "]";

    private static GeneratorRunResult Edit(string before, string after)
    {
        TestFile file = new(Path, before);
        return Generation.Of(file).After(file, new TestFile(Path, after));
    }

    private static IEnumerable<string> WrittenBy(GeneratorRunResult run) => run.TrackedOutputSteps
        .SelectMany(static steps => steps.Value)
        .SelectMany(static step => step.Outputs)
        .Where(static output => output.Reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified)
        .SelectMany(static output => HintNames(output.Value))
        .Order(StringComparer.Ordinal);

    // The driver's output value is a pair of sources and diagnostics, of types it keeps to itself.
    private static IEnumerable<string> HintNames(object output)
    {
        object sources = ((System.Runtime.CompilerServices.ITuple)output)[0]!;
        foreach (object source in (System.Collections.IEnumerable)sources)
            yield return (string)source.GetType().GetProperty("HintName")!.GetValue(source)!;
    }
}
