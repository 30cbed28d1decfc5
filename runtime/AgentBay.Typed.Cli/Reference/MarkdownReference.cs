using System.Text;
using System.Text.RegularExpressions;
using AgentBay.Typed.Cli.Reports;

namespace AgentBay.Typed.Cli.Reference;

/// <summary>A reference in Markdown, for a repository.</summary>
internal static partial class MarkdownReference
{
    public static string Write(CatalogReference catalog)
    {
        StringBuilder page = new();
        page.Append("# ").Append(catalog.Name).Append("\n\n");
        page.Append(catalog.ToolCount).Append(catalog.ToolCount == 1 ? " tool" : " tools");
        page.Append(catalog.ImageId is null ? "" : $" of the image `{Code(catalog.ImageId)}`").Append(".\n\n");
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
            page.Append("\n**Deprecated:** ").Append(Text(tool.Deprecated)).Append('\n');
        if (tool.Description.Trim().Length > 0)
            page.Append('\n').Append(Text(tool.Description)).Append('\n');
        page.Append("\nTool `").Append(Code(tool.Tool)).Append("`. ").Append(tool.Effect);
        page.Length -= page[^1] == ' ' ? 1 : 0;
        page.Append('\n');
        Append(page, "parameter", tool.Parameters);
        foreach (TypeReference type in tool.Types.Where(static type => type.Members.Count > 0))
        {
            page.Append("\n`").Append(type.Name).Append("`: ").Append(Text(type.Description).Trim());
            page.Length -= page[^1] == ' ' ? 2 : 0;
            page.Append('\n');
            Append(page, "member", type.Members);
        }
    }

    private static void Append(StringBuilder page, string what, IReadOnlyList<MemberReference> members)
    {
        if (members.Count == 0)
            return;
        page.Append("\n| ").Append(what).Append(" | type | |\n| --- | --- | --- |\n");
        foreach (MemberReference member in members)
        {
            string required = member.IsRequired ? "Required. " : "";
            string standard = member.Default is null ? "" : $" Default: `{Code(member.Default)}`.";
            page.Append($"| `{member.Name}` | `{Code(member.Type)}` | {required}{Cell(member.Description)}{standard} |\n");
        }
    }

    // Untrusted words: no HTML, nothing hidden, and they end where they should.
    private static string Text(string text) => string.Join('\n', Balanced(text.Trim()).ReplaceLineEndings("\n").Split('\n').Select(static line =>
        line.Printable().Replace("<", "&lt;", StringComparison.Ordinal) is var safe
        && safe.TrimStart() is ['#', ..] ? "\\" + safe.TrimStart() : safe));

    // Backticks that do not come in pairs would take in what follows, as far as our next one.
    private static string Balanced(string text)
    {
        text = text.Replace("&", "&amp;", StringComparison.Ordinal);
        int[] runs = [.. Backticks().Matches(text).Select(static run => run.Length)];
        bool isBalanced = runs.Length % 2 == 0 && runs.Chunk(2).All(static pair => pair[0] == pair[1])
            && !text.Contains("\\`", StringComparison.Ordinal);
        return isBalanced ? text : text.Replace("`", "&#96;", StringComparison.Ordinal);
    }

    private static string Cell(string text) => Text(text).Replace('\n', ' ').Replace("|", "\\|", StringComparison.Ordinal);

    private static string Code(string text) => text.Printable().Replace('`', '\'').Replace("|", "\\|", StringComparison.Ordinal);

    [GeneratedRegex("`+")]
    private static partial Regex Backticks();
}
