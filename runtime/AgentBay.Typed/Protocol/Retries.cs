using AgentBay.Typed.Diagnostics;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace AgentBay.Typed.Protocol;

/// <summary>
/// Sends again what may be repeated: after a lost connection, throttling or a fault of the server, with growing and
/// jittered pauses, or after the pause that the service asks for.
/// </summary>
internal sealed class Retries
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    // Who is asked to wait for longer would rather hear of it.
    private static readonly TimeSpan LongestRequestedPause = TimeSpan.FromSeconds(30);

    private static readonly ResiliencePropertyKey<string> Action = new("action");
    private static readonly ResiliencePropertyKey<Deadline> TimeLimit = new("deadline");

    private readonly ResiliencePipeline _pipeline;

    public Retries(int count, TimeProvider time, ILogger log) => _pipeline = count == 0
        ? ResiliencePipeline.Empty
        : new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = count,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = FirstPause,
            MaxDelay = LongestPause,
            ShouldHandle = static attempt => ValueTask.FromResult(MayRepeat(attempt.Outcome.Exception, attempt.Context)),
            DelayGenerator = static attempt => ValueTask.FromResult((attempt.Outcome.Exception as AgentBayException)?.RetryAfter),
            OnRetry = attempt =>
            {
                string action = attempt.Context.Properties.GetValue(Action, "");
                Log.Retrying(log, action, attempt.AttemptNumber + 1, attempt.RetryDelay, Describe(attempt.Outcome.Exception));
                Telemetry.Retried(action, attempt.Outcome.Exception);
                return ValueTask.CompletedTask;
            },
        }).Build();

    public async Task<T> RunAsync<T>(string action, Func<ValueTask<T>> attempt, Deadline deadline)
    {
        ResilienceContext context = ResilienceContextPool.Shared.Get(deadline.Token);
        context.Properties.Set(Action, action);
        context.Properties.Set(TimeLimit, deadline);
        AgentBayException? last = null;
        try
        {
            return await _pipeline.ExecuteAsync(
                async (_, attempt) =>
                {
                    try
                    {
                        return await attempt().ConfigureAwait(false);
                    }
                    catch (AgentBayException e) when (e.Code != AgentBayErrorCodes.Timeout)
                    {
                        last = e;
                        throw;
                    }
                },
                context,
                attempt).ConfigureAwait(false);
        }
        catch (Exception e) when (last is not null && deadline.IsOver && e is OperationCanceledException or AgentBayException { Code: AgentBayErrorCodes.Timeout })
        {
            // The time was up after a failure that says more.
            throw last;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    // A time-out has used up the time that the caller allowed.
    private static bool MayRepeat(Exception? exception, ResilienceContext context) =>
        exception is AgentBayException { IsTransient: true, Code: not AgentBayErrorCodes.Timeout } failure
        && (failure.RetryAfter is null
            || (failure.RetryAfter <= LongestRequestedPause && failure.RetryAfter < context.Properties.GetValue(TimeLimit, null!).Left));

    // Not the message, in which a tool's answer may stand.
    private static string Describe(Exception? exception) =>
        exception is AgentBayException failure ? $"{failure.Code} (HTTP {(int?)failure.StatusCode})" : exception!.GetType().Name;
}
