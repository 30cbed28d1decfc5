using System;
using System.Collections.Generic;
using System.Linq;
using AgentBay.Typed.Schema.Captures;
using AgentBay.Typed.Schema.Json;

namespace AgentBay.Typed.Schema.Overlays;

/// <summary>Finds what an overlay says of tools that the capture does not have: a slip of the pen, or a tool that went away.</summary>
internal static class OverlayChecker
{
    public static IEnumerable<Problem> Check(Overlay overlay, Capture capture)
    {
        HashSet<string> names = new(capture.Tools.Select(static tool => tool.Name), StringComparer.Ordinal);
        foreach (KeyValuePair<string, ToolOverlay> entry in overlay.Tools)
        {
            if (!names.Contains(entry.Key))
                yield return Problems.OverlayOfUnknownTool(entry.Value.Range, entry.Key, NearNames.Nearest(entry.Key, names));
        }
    }
}
