using System.Runtime.CompilerServices;
using AgentBay.Typed.Cli.Sources;
using AgentBay.Typed.Schema;

namespace AgentBay.Typed.Cli.Captures;

/// <summary>Refreshes or checks the captures of a project, a few at a time, and reports them in their order.</summary>
internal static class Batch
{
    private const int AtATime = 4;

    public static async IAsyncEnumerable<CatalogReport> RunAsync(
        IReadOnlyList<CaptureItem> items,
        Func<CaptureItem, Task<CatalogReport>> run,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using SemaphoreSlim gate = new(AtATime);
        Task<CatalogReport>[] reports = [.. items.Select(item => RunOneAsync(item, run, gate, cancellationToken))];
        try
        {
            foreach (Task<CatalogReport> report in reports)
                yield return await report;
        }
        finally
        {
            // Whatever still runs ends its servers before the process does.
            await Task.WhenAll(reports).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private static async Task<CatalogReport> RunOneAsync(
        CaptureItem item, Func<CaptureItem, Task<CatalogReport>> run, SemaphoreSlim gate, CancellationToken cancellationToken)
    {
        if (item.Source.Problem is { } problem)
            return CatalogReport.Failed(item, Problems.InvalidSource(problem));
        await gate.WaitAsync(cancellationToken);
        try
        {
            return await run(item);
        }
        catch (Exception e) when (e is SourceException or CliException)
        {
            return CatalogReport.Failed(item, Problems.SourceFailed(e.Message));
        }
        finally
        {
            gate.Release();
        }
    }
}
