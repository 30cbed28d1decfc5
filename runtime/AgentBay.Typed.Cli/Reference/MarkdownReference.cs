using System.Text;
using AgentBay.Typed.Cli.Reports;

namespace AgentBay.Typed.Cli.Reference;

/// <summary>A reference in Markdown, for a repository.</summary>
internal static class MarkdownReference
{
    public static string Write(CatalogReference catalog)
    {
        StringBuilder page = new();
        page.Append("# ").Append(catalog.Name).Append("\n\n").Append(catalog.Count);
        page.Append(catalog.ImageId is null ? "" : $" of the image {MarkdownText.Code(catalog.ImageId)}").Append(".\n\n");
        foreach (GroupReference group in catalog.Groups)
        {
            page.Append("- `").Append(group.Interface).Append("`: ");
            page.AppendJoin(", ", group.Tools.Select(static tool => $"[{tool.Method}](#{tool.Method.ToLowerInvariant()})")).Append('\n');
        }

        foreach (GroupReference group in catalog.Groups)
        {
            page.Append("\n## ").Append(group.Interface).Append('\n');
            foreach (ToolReference tool in group.Tools)
                Append(page, tool);
        }

        return page.ToString();
    }

    private static void Append(StringBuilder page, ToolReference tool)
    {
        page.Append("\n### ").Append(tool.Method).Append("\n\n```csharp\n").Append(tool.Signature).Append("\n```\n");
        if (tool.Deprecated is not null)
            page.Append("\n**Deprecated:** ").Append(MarkdownText.Cell(tool.Deprecated)).Append('\n');
        if (tool.Description.Trim().Length > 0)
            page.Append('\n').Append(MarkdownText.Block(tool.Description)).Append('\n');
        page.Append("\nTool ").Append(MarkdownText.Code(tool.Tool)).Append($". {tool.Effect}".TrimEnd()).Append('\n');
        Append(page, "parameter", "type", tool.Parameters);
        foreach (TypeReference type in tool.Types)
        {
            page.Append("\n`").Append(type.Name).Append('`').Append($": {MarkdownText.Cell(type.Description)}".TrimEnd(':', ' ')).Append('\n');
            Append(page, type.What, type.Says, type.Members);
        }
    }

    private static void Append(StringBuilder page, string what, string says, IReadOnlyList<MemberReference> members)
    {
        if (members.Count == 0)
            return;
        page.Append("\n| ").Append(what).Append(" | ").Append(says).Append(" | |\n| --- | --- | --- |\n");
        foreach (MemberReference member in members)
        {
            string wireName = member.WireName is null ? "" : $" ({Code(member.WireName)})";
            string type = member.Type.Length == 0 ? "" : Code(member.Type);
            string[] facts =
            [
                member.IsRequired ? "Required." : "",
                MarkdownText.Cell(member.Description),
                member.Default is null ? "" : $"Default: {Code(member.Default)}.",
                member.Examples is null ? "" : $"Examples: {Code(member.Examples)}.",
            ];
            page.Append($"| {Code(member.Name)}{wireName} | {type} | {string.Join(' ', facts.Where(static fact => fact.Length > 0))} |\n");
        }
    }

    private static string Code(string text) => MarkdownText.Code(text, isInCell: true);
}
