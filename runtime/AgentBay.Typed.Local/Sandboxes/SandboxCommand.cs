namespace AgentBay.Typed.Local.Sandboxes;

/// <summary>A program to run in a sandbox.</summary>
internal sealed record SandboxCommand(IReadOnlyList<string> Arguments, TimeSpan Timeout)
{
    /// <summary>Where to run, in the sandbox's view; the home directory by default.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Variables on top of the sandbox's own.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Told what comes on standard output, as it comes.</summary>
    public Action<string>? OnOutput { get; init; }

    /// <summary>Told what comes on standard error, as it comes.</summary>
    public Action<string>? OnError { get; init; }

    /// <summary>All of the program's standard input.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }
}

/// <summary>How a program in a sandbox ended.</summary>
internal sealed record SandboxResult(string CallId, string Output, string Error, int ExitCode, bool TimedOut, TimeSpan Elapsed);
