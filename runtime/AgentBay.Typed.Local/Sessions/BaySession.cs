using System.Collections.Immutable;
using System.Security.Cryptography;
using AgentBay.Typed.Local.Images;
using AgentBay.Typed.Local.Sandboxes;
using AgentBay.Typed.Local.Tools;

namespace AgentBay.Typed.Local.Sessions;

/// <summary>One session: a sandbox, the tools of its image, and its labels.</summary>
internal sealed class BaySession(string id, long number, Image image, Sandbox sandbox, ToolBox tools, ImmutableSortedDictionary<string, string> labels) : IAsyncDisposable
{
    /// <summary>The only status a session here can be seen in: before it, the session does not exist yet, after it, no more.</summary>
    public const string Status = "RUNNING";

    private ImmutableSortedDictionary<string, string> _labels = labels;

    public string Id { get; } = id;

    /// <summary>Grows with each session created.</summary>
    public long Number { get; } = number;

    public Image Image { get; } = image;

    public ToolBox Tools { get; } = tools;

    public string Token { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    public ImmutableSortedDictionary<string, string> Labels
    {
        get => Volatile.Read(ref _labels);
        set => Volatile.Write(ref _labels, value);
    }

    public bool HasLabels(IEnumerable<KeyValuePair<string, string>> wanted) => wanted.All(Labels.Contains);

    public ValueTask DisposeAsync() => sandbox.DisposeAsync();
}
