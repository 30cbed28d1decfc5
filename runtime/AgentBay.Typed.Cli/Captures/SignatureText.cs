using System.Text.RegularExpressions;

namespace AgentBay.Typed.Cli.Captures;

/// <summary>Generated code spells each name from the root; people do not.</summary>
internal static partial class SignatureText
{
    public static string Shorten(string signature) => Qualifier().Replace(signature, "");

    [GeneratedRegex(@"global::(?:\w+\.)*")]
    private static partial Regex Qualifier();
}
