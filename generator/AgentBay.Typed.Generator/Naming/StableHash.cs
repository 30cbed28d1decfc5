using System.Globalization;

namespace AgentBay.Typed.Generator.Naming;

/// <summary>A short mark of a text that is the same on every machine and in every version: FNV-1a, 32 bits.</summary>
internal static class StableHash
{
    /// <summary>A letter and eight digits, so that it may stand behind an underscore where no name begins with a letter.</summary>
    public static string Of(string text)
    {
        uint hash = 2166136261;
        foreach (char c in text)
            hash = unchecked((((hash ^ (byte)c) * 16777619) ^ (byte)(c >> 8)) * 16777619);
        return "h" + hash.ToString("x8", CultureInfo.InvariantCulture);
    }
}
