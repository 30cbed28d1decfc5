using System.Text.Json;
using System.Text.Json.Nodes;
using AgentBay.Typed.Cli.Captures;

namespace AgentBay.Typed.Cli.Reports;

/// <summary>What a program reads. The keys are documented in docs/command-line.md.</summary>
internal static class JsonReport
{
    public static string Write(IReadOnlyList<CatalogReport> reports) => CliJson.Write(new JsonObject
    {
        ["result"] = Word(Verdict.Of(reports)),
        ["catalogs"] = new JsonArray([.. reports.Select(Catalog)]),
    });

    /// <summary>Why a command gave nothing else.</summary>
    public static string Error(string message, int exitCode) => CliJson.Write(new JsonObject
    {
        ["error"] = new JsonObject { ["message"] = message, ["exitCode"] = exitCode },
    });

    private static JsonObject Catalog(CatalogReport report)
    {
        JsonObject catalog = new()
        {
            ["catalog"] = report.Catalog,
            ["file"] = report.Path,
            ["result"] = Word(report.Outcome),
        };
        if (report.Failure is { } failure)
        {
            catalog["error"] = new JsonObject
            {
                ["message"] = failure.Problem.Message,
                ["exitCode"] = failure.ExitCode,
                ["id"] = failure.Problem.Id,
                ["file"] = failure.Path,
                ["line"] = failure.Line,
                ["column"] = failure.Column,
            };
            return catalog;
        }

        catalog["toolCount"] = report.ToolCount;
        catalog["written"] = report.IsWritten;
        if (report.Warnings.Count > 0)
            catalog["warnings"] = new JsonArray([.. report.Warnings.Select(static warning => JsonValue.Create(warning))]);
        catalog["differences"] = new JsonArray([.. report.Differences.Select(Difference)]);
        return catalog;
    }

    private static JsonObject Difference(PlacedDifference one)
    {
        JsonObject difference = new()
        {
            ["kind"] = Word(one.Difference.Kind),
            ["breaking"] = one.Difference.IsBreaking,
            ["tool"] = one.Difference.Tool,
            ["part"] = one.Difference.Flow is { } flow ? Word(flow) : "tool",
            ["path"] = one.Difference.Path,
            ["message"] = one.Difference.Message,
        };
        if (one.Place is { } place)
        {
            difference["line"] = place.Line;
            difference["column"] = place.Column;
        }

        return difference;
    }

    private static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
