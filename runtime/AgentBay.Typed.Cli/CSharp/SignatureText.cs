using System.Text.RegularExpressions;

namespace AgentBay.Typed.Cli.CSharp;

/// <summary>Generated code spells each name from the root; people do not.</summary>
internal static partial class SignatureText
{
    /// <summary>A signature or a type without the namespaces of its types.</summary>
    public static string Shorten(string code) => LiteralOrQualifier().Replace(code, static match => match.Value[0] == '"' ? match.Value : "");

    // A default may hold anything, also what looks like a name.
    [GeneratedRegex("""
        "(?:[^"\\]|\\.)*"|global::(?:\w+\.)*
        """)]
    private static partial Regex LiteralOrQualifier();
}
