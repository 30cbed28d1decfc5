using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace AgentBay.Typed.Local.Links;

/// <summary>A port of a session.</summary>
internal readonly record struct LinkTarget(string SessionId, int Port);

/// <summary>The links that were given out. Whoever has the token may go through; that is all a browser can bring.</summary>
internal sealed class LinkTable
{
    public const string PathPrefix = "/request_ai/";
    private const string PathSuffix = "/path";
    private const int TokenLength = 32;

    private readonly ConcurrentDictionary<LinkTarget, string> _tokens = [];
    private readonly ConcurrentDictionary<string, LinkTarget> _targets = new(StringComparer.Ordinal);

    /// <summary>The path of the link to a port; asking again gives the same.</summary>
    public string PathFor(string sessionId, int port)
    {
        var target = new LinkTarget(sessionId, port);
        var token = _tokens.GetOrAdd(target, _ => RandomNumberGenerator.GetHexString(TokenLength, lowercase: true));
        _targets[token] = target;
        return $"{PathPrefix}{token}{PathSuffix}/";
    }

    /// <summary>Takes a request target apart into where it leads and what is asked for there.</summary>
    public bool TryResolve(string requestTarget, out LinkTarget target, out string rest)
    {
        target = default;
        rest = "";
        if (!requestTarget.StartsWith(PathPrefix, StringComparison.Ordinal)) return false;
        var afterPrefix = requestTarget[PathPrefix.Length..];
        if (afterPrefix.Length < TokenLength || !_targets.TryGetValue(afterPrefix[..TokenLength], out target)) return false;
        if (!afterPrefix[TokenLength..].StartsWith(PathSuffix, StringComparison.Ordinal)) return false;
        rest = afterPrefix[(TokenLength + PathSuffix.Length)..];
        if (!rest.StartsWith('/')) rest = $"/{rest}";
        return true;
    }

    public void Remove(string sessionId)
    {
        foreach (var (target, token) in _tokens)
        {
            if (target.SessionId != sessionId) continue;
            _tokens.TryRemove(target, out _);
            _targets.TryRemove(token, out _);
        }
    }
}
