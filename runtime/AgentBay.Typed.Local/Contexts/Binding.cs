using System.Text.Json;

namespace AgentBay.Typed.Local.Contexts;

/// <summary>A context at a path of a session.</summary>
internal sealed record Binding(BayContext Context, string Path, string PolicyText, CopyPolicy Policy, DateTimeOffset BindTime)
{
    /// <summary>What is known to have been in the session: only that can be missing there because it was deleted.</summary>
    public HashSet<string> Known { get; } = new(StringComparer.Ordinal);

    /// <summary>The folders whose content is the context's content once it is bound, the former one first.</summary>
    public IEnumerable<string> Folders => new[] { Policy.FormerPath, BayContext.Relative(Path) }.OfType<string>();

    /// <summary>The key of a session path, an empty one for the path itself; nothing for a path elsewhere.</summary>
    public string? KeyOf(string path)
    {
        var wanted = BayContext.Relative(path);
        var own = BayContext.Relative(Path);
        if (!BayContext.IsPlain(path) || !BayContext.IsAtOrBelow(wanted, own)) return null;
        return wanted[own.Length..].TrimStart('/');
    }

    /// <summary>The session path of a key.</summary>
    public string PathOf(string key) => key.Length == 0 ? Path : $"{Path}/{key}";

    /// <exception cref="JsonException">The policy is no JSON object.</exception>
    /// <exception cref="FormatException">A path of the policy cannot be one.</exception>
    public static Binding Create(BayContext context, string path, string policy, DateTimeOffset now) =>
        new(context, $"/{BayContext.Relative(path)}", policy, policy.Length == 0 ? new CopyPolicy() : CopyPolicy.Parse(policy), now);
}
