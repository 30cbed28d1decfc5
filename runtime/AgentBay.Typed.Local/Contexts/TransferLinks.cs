using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace AgentBay.Typed.Local.Contexts;

/// <summary>What a transfer URL may do, and until when.</summary>
internal sealed record Transfer(BayContext Context, string Key, bool IsUpload, DateTimeOffset Expires);

/// <summary>URLs through which whoever has them may store or fetch one file of a context, for an hour.</summary>
internal sealed class TransferLinks(TimeProvider clock)
{
    public const string PathPrefix = "/transfer/";
    private const int TokenLength = 48;
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, Transfer> _transfers = new(StringComparer.Ordinal);

    /// <summary>The path of a new URL and what it is good for.</summary>
    public (string Path, Transfer Transfer) Create(BayContext context, string key, bool isUpload)
    {
        foreach (var (old, past) in _transfers)
        {
            if (past.Expires <= clock.GetUtcNow()) _transfers.TryRemove(old, out _);
        }

        var transfer = new Transfer(context, key, isUpload, clock.GetUtcNow() + Lifetime);
        var token = RandomNumberGenerator.GetHexString(TokenLength, lowercase: true);
        _transfers[token] = transfer;
        return ($"{PathPrefix}{token}", transfer);
    }

    public Transfer? Find(string path) =>
        path.StartsWith(PathPrefix, StringComparison.Ordinal) && _transfers.TryGetValue(path[PathPrefix.Length..], out var transfer) && transfer.Expires > clock.GetUtcNow()
            ? transfer
            : null;
}
