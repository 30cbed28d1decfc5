namespace AgentBay.Typed.Cli.Reports;

internal enum ReportFormat
{
    /// <summary>Lines for people.</summary>
    Text,

    /// <summary>One JSON object.</summary>
    Json,

    /// <summary>For a comment on a pull request.</summary>
    Markdown,
}
