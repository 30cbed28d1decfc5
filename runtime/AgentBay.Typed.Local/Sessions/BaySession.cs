using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentBay.Typed.Local.Contexts;
using AgentBay.Typed.Local.Images;
using AgentBay.Typed.Local.Sandboxes;
using AgentBay.Typed.Local.Tools;

namespace AgentBay.Typed.Local.Sessions;

/// <summary>One session: a sandbox, the tools of its image, and what is known about it.</summary>
internal sealed class BaySession : IAsyncDisposable
{
    private readonly Sandbox _sandbox;
    private readonly ToolBox _tools;
    private readonly IdleWatch _idle;
    private readonly Lock _change = new();
    private readonly CancellationTokenSource _end = new();
    private ImmutableSortedDictionary<string, string> _labels;
    private string _status = BayStatus.Running;
    private IDisposable? _pause;

    public BaySession(string id, long number, SessionSettings settings, Sandbox sandbox, ToolBox tools, BoundContexts contexts, TimeProvider clock, Action<string> onIdle)
    {
        Id = id;
        Number = number;
        Settings = settings;
        _labels = settings.Labels;
        _sandbox = sandbox;
        Ended = _end.Token;
        _tools = tools;
        Contexts = contexts;
        _idle = new IdleWatch(clock, settings.IdleTime, () => onIdle(id));
    }

    public string Id { get; }

    /// <summary>Grows with each session created.</summary>
    public long Number { get; }

    public SessionSettings Settings { get; }

    /// <summary>Says that the session is going.</summary>
    public CancellationToken Ended { get; }

    /// <summary>Connects to a port that something in the session listens on.</summary>
    public Task<Stream> ConnectAsync(int port, CancellationToken cancellationToken) => _sandbox.ConnectAsync(port, cancellationToken);

    public SandboxFiles Files => _sandbox.Files;

    public BoundContexts Contexts { get; }

    public Image Image => Settings.Image;

    /// <summary>Opens the ways to the session that do not need the API key.</summary>
    public string Token { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>One of <see cref="BayStatus"/>.</summary>
    public string Status => Volatile.Read(ref _status);

    public ImmutableSortedDictionary<string, string> Labels
    {
        get => Volatile.Read(ref _labels);
        set => Volatile.Write(ref _labels, value);
    }

    public bool HasLabels(IEnumerable<KeyValuePair<string, string>> wanted) => wanted.All(Labels.Contains);

    /// <summary>Marks the session as in use, so that it does not end for idleness meanwhile.</summary>
    public IDisposable Use() => _idle.Use();

    /// <summary>Lets the idle time run anew.</summary>
    public void Touch() => _idle.Touch();

    /// <exception cref="SessionPausedException">The session is paused.</exception>
    public async Task<ToolOutput> CallToolAsync(string name, JsonElement arguments, CancellationToken cancellationToken, IProgress<JsonObject>? events = null)
    {
        using var use = Use();
        if (Status == BayStatus.Paused) throw new SessionPausedException(Id);
        return await _tools.CallAsync(name, arguments, events, cancellationToken);
    }

    /// <summary>Stops every process of the session where it stands.</summary>
    public Task PauseAsync() => ChangeAsync(BayStatus.Running, BayStatus.Paused, () =>
    {
        _pause = Use(); // a paused session does not grow idle
        _sandbox.Pause();
    });

    /// <summary>Lets the processes go on.</summary>
    public Task ResumeAsync() => ChangeAsync(BayStatus.Paused, BayStatus.Running, () =>
    {
        _sandbox.Resume();
        _pause?.Dispose();
    });

    /// <summary>From now on the session is only seen to be going.</summary>
    /// <returns>Whether it was this call that said so.</returns>
    public bool BeginDeletion()
    {
        if (Interlocked.Exchange(ref _status, BayStatus.Deleting) == BayStatus.Deleting) return false;
        _end.Cancel();
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        using var end = _end;
        using var contexts = Contexts;
        await using var sandbox = _sandbox;
        _idle.Dispose();
        await sandbox.EndAsync();
        await contexts.EndAsync();
    }

    // Asking for the state that a session is in already is no error, because the caller has what it wants.
    private Task ChangeAsync(string from, string to, Action change) => Task.Run(() =>
    {
        lock (_change)
        {
            if (Interlocked.CompareExchange(ref _status, to, from) == from) change();
        }
    });
}
