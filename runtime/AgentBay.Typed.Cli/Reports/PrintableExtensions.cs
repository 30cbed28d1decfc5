using AgentBay.Typed.Schema.Json;

namespace AgentBay.Typed.Cli.Reports;

internal static class PrintableExtensions
{
    /// <summary>Words of a server as one line that cannot steer a terminal.</summary>
    public static string Printable(this string text) =>
        JsonWriter.Escape(text).Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);
}
