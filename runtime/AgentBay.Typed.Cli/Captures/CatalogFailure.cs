using AgentBay.Typed.Cli.Sources;
using AgentBay.Typed.Schema;

namespace AgentBay.Typed.Cli.Captures;

/// <summary>Why nothing could be found out of a capture, and where the reason is.</summary>
internal sealed record CatalogFailure(Problem Problem, string Path, int Line, int Column, int ExitCode)
{
    public static CatalogFailure Of(CaptureItem item, CliException e) => e switch
    {
        FileException file => new CatalogFailure(file.Problem, file.Path, file.Line, file.Column, file.ExitCode),
        SourceException => new CatalogFailure(Problems.SourceFailed(e.Message), item.Path, 1, 1, e.ExitCode),
        _ => new CatalogFailure(Problems.InvalidSource(e.Message), item.Path, 1, 1, e.ExitCode),
    };
}
