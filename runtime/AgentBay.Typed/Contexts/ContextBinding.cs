using System.Diagnostics.CodeAnalysis;

namespace AgentBay.Typed;

/// <summary>Puts a context's files into a directory of a session.</summary>
public sealed class ContextBinding
{
    /// <summary>Makes a binding, to be filled by an initialiser.</summary>
    public ContextBinding()
    {
    }

    /// <summary>Makes a binding.</summary>
    /// <param name="contextId">The context's id.</param>
    /// <param name="path">The directory in the session, absolute.</param>
    /// <param name="policy">How files come and go; null leaves it to the service.</param>
    [SetsRequiredMembers]
    public ContextBinding(string contextId, string path, ContextPolicy? policy = null)
    {
        ContextId = contextId;
        Path = path;
        Policy = policy;
    }

    /// <summary>The context's id.</summary>
    public required string ContextId { get; set; }

    /// <summary>The directory in the session, absolute.</summary>
    public required string Path { get; set; }

    /// <summary>How files come and go; null leaves it to the service.</summary>
    public ContextPolicy? Policy { get; set; }

    /// <summary>Whether a new session is given out only when its files are there. Default: true; without <see cref="ContextPolicy.AutoDownload"/> nothing is waited for.</summary>
    public bool WaitForDownload { get; set; } = true;

    internal bool IsAwaited => WaitForDownload && Policy?.AutoDownload != false;
}
