using System;
using System.Collections.Generic;
using System.Linq;
using AgentBay.Typed.Schema.Captures;
using AgentBay.Typed.Schema.Json;

namespace AgentBay.Typed.Schema.Overlays;

/// <summary>Finds what an overlay says of tools and servers that the capture does not have: a slip of the pen, or what went away.</summary>
internal static class OverlayChecker
{
    private static readonly char[] Wildcards = ['*', '?'];

    public static IEnumerable<Problem> Check(Overlay overlay, Capture capture)
    {
        HashSet<string> names = new(capture.Tools.Select(static tool => tool.Name), StringComparer.Ordinal);
        foreach (KeyValuePair<string, ToolOverlay> entry in overlay.Tools)
        {
            if (!names.Contains(entry.Key))
                yield return Problems.OverlayOfUnknownTool(entry.Value.Range, entry.Key, NearNames.Nearest(entry.Key, names));
        }

        foreach (OverlayText pattern in overlay.Include.Concat(overlay.Exclude))
        {
            if (!names.Any(name => NamePattern.Matches(pattern.Text, name)))
                yield return Problems.PatternWithoutTool(pattern.Range, pattern.Text, NearestPattern(pattern.Text, names));
        }

        HashSet<string> servers = new(capture.Tools.Select(static tool => tool.Server).OfType<string>(), StringComparer.Ordinal);
        foreach (KeyValuePair<string, OverlayText> group in overlay.Groups)
        {
            if (!servers.Contains(group.Key))
                yield return Problems.GroupWithoutTool(group.Value.Range, group.Key, NearNames.Nearest(group.Key, servers));
        }
    }

    // What stands before the first wildcard is compared with as much of each name.
    private static string? NearestPattern(string pattern, IEnumerable<string> names)
    {
        int wildcard = pattern.IndexOfAny(Wildcards);
        if (wildcard < 0)
            return NearNames.Nearest(pattern, names);
        IEnumerable<string> starts = names.Where(name => name.Length >= wildcard).Select(name => name.Substring(0, wildcard)).Distinct(StringComparer.Ordinal);
        return NearNames.Nearest(pattern.Substring(0, wildcard), starts) is { } near && near + pattern.Substring(wildcard) is var meant
            && names.Any(name => NamePattern.Matches(meant, name))
                ? meant
                : null;
    }
}
