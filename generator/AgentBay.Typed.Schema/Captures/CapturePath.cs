using System;
using System.IO;

namespace AgentBay.Typed.Schema.Captures;

/// <summary>How captures and their overlays are called on disk.</summary>
internal static class CapturePath
{
    public const string Ending = ".tools.json";
    public const string OverlayEnding = ".overlay.json";

    /// <summary>The overlay of a capture lies beside it, whether or not the capture's name has the usual ending.</summary>
    public static string OverlayOf(string capture) => WithoutEnding(capture) + OverlayEnding;

    /// <summary>A capture's path without the ending that makes it one.</summary>
    public static string WithoutEnding(string capture) => capture.EndsWith(Ending, StringComparison.OrdinalIgnoreCase)
        ? capture.Substring(0, capture.Length - Ending.Length)
        : Path.Combine(Path.GetDirectoryName(capture) ?? "", Path.GetFileNameWithoutExtension(capture));
}
