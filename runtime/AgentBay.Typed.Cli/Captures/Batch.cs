using System.Runtime.CompilerServices;

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
        await gate.WaitAsync(cancellationToken);
        try
        {
            return item.Problem is { } problem ? throw new CliException(problem) : await run(item);
        }
        catch (CliException e)
        {
            return CatalogReport.Failed(item, CatalogFailure.Of(item, e));
        }
        finally
        {
            gate.Release();
        }
    }
}
