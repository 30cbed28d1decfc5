using System.IO;
using System.Linq;
using AgentBay.Typed.Schema.Captures;

namespace AgentBay.Typed.Generator.Naming;

/// <summary>Which class a capture becomes.</summary>
internal static class CatalogNames
{
    /// <summary>The name of a capture's class.</summary>
    /// <param name="path">The capture.</param>
    /// <param name="className">The name that the project gives the class; null where it is named after the file.</param>
    public static string ClassOf(string path, string? className = null) => className is null
        ? ReservedNames.ForClass(Identifiers.Pascal(Path.GetFileName(CapturePath.WithoutEnding(path))))
        : ReservedNames.ForChosenClass(IsClassName(className) ? className : Identifiers.Pascal(className));

    // C# keeps names of nothing but small ASCII letters for itself, and a lone underscore.
    private static bool IsClassName(string name) => Identifiers.IsIdentifier(name) && name != "_" && !name.All(static c => c is >= 'a' and <= 'z');
}
