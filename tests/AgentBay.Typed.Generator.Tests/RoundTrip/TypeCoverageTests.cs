using System.Globalization;
using AgentBay.Typed.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Xunit.Abstractions;

namespace AgentBay.Typed.Generator.Tests.RoundTrip;

/// <summary>How much of real schemas becomes types.</summary>
public sealed class TypeCoverageTests(ITestOutputHelper output)
{
    /// <summary>The share of the properties whose schema says a type that must come out typed.</summary>
    private const double LeastShare = 0.999;

    [Fact]
    public async Task Properties_whose_schema_says_a_type_are_typed_and_the_others_say_why()
    {
        int all = 0;
        List<string> reasons = [];
        List<string> unexplained = [];
        foreach (CatalogUnderTest catalog in await CatalogUnderTest.LoadAllAsync())
        {
            foreach (ToolUnderTest tool in catalog.Tools)
            {
                TypeCoverage coverage = TypeCoverage.Of(tool);
                all += coverage.Count;
                foreach (IReadOnlyList<string> paths in coverage.Untyped)
                {
                    Diagnostic? why = coverage.Explain(paths, catalog.Diagnostics).FirstOrDefault();
                    reasons.Add(why is null ? "(no diagnostic)" : Reason(why));
                    if (why is null)
                        unexplained.Add($"{catalog.Name}: {tool.Name}: {paths[0]}");
                }
            }
        }

        double share = 1 - ((double)reasons.Count / all);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{all - reasons.Count} of {all} properties are typed: {share:P2}"));
        foreach (IGrouping<string, string> reason in reasons.GroupBy(static reason => reason).OrderByDescending(static reason => reason.Count()).Take(12))
            output.WriteLine($"{reason.Count()} {reason.Key}");
        foreach (string path in unexplained.Take(20))
            output.WriteLine($"no diagnostic: {path}");

        Assert.Empty(unexplained);
        Assert.True(all > (CatalogUnderTest.HasCorpus ? 20_000 : 500), $"Only {all} properties were looked at.");
        Assert.True(share >= LeastShare, $"Only {share:P2} of the properties are typed.");
    }

    // What is said after the path: "because ..."
    private static string Reason(Diagnostic diagnostic)
    {
        string message = diagnostic.GetMessage(CultureInfo.InvariantCulture);
        int because = message.IndexOf("because ", StringComparison.Ordinal);
        return $"{diagnostic.Id}: {(because >= 0 ? message[because..] : message)}";
    }
}
