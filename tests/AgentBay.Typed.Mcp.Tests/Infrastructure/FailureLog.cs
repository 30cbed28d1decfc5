using Microsoft.Extensions.Logging;

namespace AgentBay.Typed.Mcp.Tests.Infrastructure;

/// <summary>A log that tells of the first failure.</summary>
internal sealed class FailureLog : ILoggerFactory, ILogger
{
    private readonly TaskCompletionSource<Exception> _failure = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<Exception> Failure => _failure.Task.WaitAsync(TimeSpan.FromSeconds(20));

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (exception is not null)
            _failure.TrySetResult(exception);
    }

    public void Dispose()
    {
    }
}
