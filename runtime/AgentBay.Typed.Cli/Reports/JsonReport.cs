using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentBay.Typed.Cli.Captures;

namespace AgentBay.Typed.Cli.Reports;

/// <summary>What a program reads. The keys are documented in docs/command-line.md.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(JsonNode node) => node.ToJsonString(Readable);

    public static string Write(IReadOnlyList<CatalogReport> reports, int exitCode) => Write(new JsonObject
    {
        ["result"] = Result(exitCode),
        ["catalogs"] = new JsonArray([.. reports.Select(Catalog)]),
    });

    private static JsonObject Catalog(CatalogReport report)
    {
        JsonObject catalog = new()
        {
            ["catalog"] = report.Catalog,
            ["file"] = report.Path,
            ["result"] = report.IsNew ? "new" : Result(report.ExitCode),
        };
        if (report.Failure is { } failure)
        {
            catalog["error"] = failure.Message;
            return catalog;
        }

        catalog["toolCount"] = report.ToolCount;
        catalog["written"] = report.IsWritten;
        if (report.Warnings.Count > 0)
            catalog["warnings"] = new JsonArray([.. report.Warnings.Select(static warning => JsonValue.Create(warning))]);
        catalog["differences"] = new JsonArray([.. report.Differences.Select(static one => new JsonObject
        {
            ["kind"] = Camel(one.Difference.Kind.ToString()),
            ["breaking"] = one.Difference.IsBreaking,
            ["tool"] = one.Difference.Tool,
            ["parameter"] = one.Difference.Path,
            ["line"] = one.Line,
            ["column"] = one.Column,
            ["message"] = one.Difference.Message,
        })]);
        return catalog;
    }

    private static string Result(int exitCode) => exitCode switch
    {
        ExitCodes.Success => "same",
        ExitCodes.Compatible => "compatible",
        ExitCodes.Breaking => "breaking",
        _ => "failed",
    };

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
