using AgentBay.Typed.Schema;

namespace AgentBay.Typed.Local.Tools;

/// <summary>Tells what somebody may have meant.</summary>
internal static class NameHint
{
    /// <summary>"; did you mean 'a' or 'b'?", or nothing when no name comes near.</summary>
    public static string For(string name, IEnumerable<string> known)
    {
        string[] near = [.. NearNames.Near(name, known).Take(3).Select(static one => $"'{one}'")];
        return near.Length == 0 ? "" : $"; did you mean {string.Join(" or ", near)}?";
    }
}
