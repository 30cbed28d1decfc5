using System.Net;
using System.Text;
using AgentBay.Typed.Cli.Reports;
using AgentBay.Typed.Schema;

namespace AgentBay.Typed.Cli.Reference;

/// <summary>A reference as one page of HTML that needs nothing else, with a search.</summary>
internal static class HtmlReference
{
    private const string Head = """
        <meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-§'">
        <style>
        body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem;color:#1b1b1b;background:#fff}
        input{font:inherit;width:100%;padding:.5rem;position:sticky;top:.5rem;box-sizing:border-box}
        pre{background:#f3f3f3;padding:.7rem;overflow-x:auto;white-space:pre-wrap}
        article,section{scroll-margin-top:4rem}
        .doc{white-space:pre-line}.effect{color:#5a5a5a}table{border-collapse:collapse;width:100%}
        td,th{border-top:1px solid #ddd;padding:.3rem .6rem .3rem 0;text-align:left;vertical-align:top}
        @media(prefers-color-scheme:dark){:root{color-scheme:dark}body{color:#e6e6e6;background:#161616}pre{background:#222}td,th{border-color:#333}.effect{color:#aaa}}
        </style>
        """;

    private const string Script = "const q=document.querySelector('input');"
        + "const tools=[...document.querySelectorAll('article')].map(s=>[s,s.textContent.toLowerCase()]);"
        + "q.addEventListener('input',()=>{const w=q.value.toLowerCase().split(/\\s+/).filter(Boolean);"
        + "for(const [s,t] of tools)s.hidden=!w.every(x=>t.includes(x));"
        + "for(const g of document.querySelectorAll('section'))g.hidden=!g.querySelector('article:not([hidden])');"
        + "document.querySelector('nav').hidden=w.length>0;"
        + "document.querySelector('[role=status]').textContent=tools.every(([s])=>s.hidden)?'No tool matches.':''});";

    public static string Write(CatalogReference catalog)
    {
        string hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(Script)));
        StringBuilder page = new("<!doctype html>\n<html lang=\"en\">\n<head>\n");
        page.Append("<title>").Append(Safe(catalog.Name)).Append("</title>\n");
        page.Append(Head.ReplaceLineEndings("\n").Replace("§", hash, StringComparison.Ordinal)).Append("\n</head>\n<body>\n");
        page.Append($"<h1>{Safe(catalog.Name)}</h1>\n<p>{catalog.Count}");
        page.Append(catalog.ImageId is null ? "" : $" of the image <code>{Safe(catalog.ImageId)}</code>").Append(".</p>\n");
        page.Append("<input type=\"search\" placeholder=\"Search names, descriptions, parameters\" aria-label=\"Search\" autofocus>\n<p role=\"status\"></p>\n");
        AppendIndex(page, catalog);
        foreach (GroupReference group in catalog.Groups)
        {
            page.Append($"<section id=\"{Safe(group.Interface)}\">\n<h2>{Safe(group.Interface)}</h2>\n");
            foreach (ToolReference tool in group.Tools)
                Append(page, tool);
            page.Append("</section>\n");
        }

        return page.Append("<script>").Append(Script).Append("</script>\n</body>\n</html>\n").ToString();
    }

    private static void AppendIndex(StringBuilder page, CatalogReference catalog)
    {
        page.Append("<nav>\n");
        foreach (GroupReference group in catalog.Groups)
        {
            IEnumerable<string> tools = group.Tools.Select(static tool => $"<a href=\"#{Safe(tool.Method)}\">{Safe(tool.Method)}</a>");
            page.Append($"<details><summary><a href=\"#{Safe(group.Interface)}\">{Safe(group.Interface)}</a>, {group.Count}</summary>{string.Join(", ", tools)}</details>\n");
        }

        page.Append("</nav>\n");
    }

    private static void Append(StringBuilder page, ToolReference tool)
    {
        page.Append($"<article id=\"{Safe(tool.Method)}\">\n<h3>{Safe(tool.Method)}</h3>\n<pre><code>{Safe(tool.Signature)}</code></pre>\n");
        if (tool.Deprecated is not null)
            page.Append($"<p><strong>Deprecated:</strong> {Safe(tool.Deprecated)}</p>\n");
        page.Append($"<p class=\"doc\">{Safe(tool.Description)}</p>\n<p class=\"effect\">Tool <code>{Safe(tool.Tool)}</code>. {Safe(tool.Effect)}</p>\n");
        Append(page, "parameter", "type", tool.Parameters);
        foreach (TypeReference type in tool.Types)
        {
            page.Append($"<p><code>{Safe(type.Name)}</code> {Safe(type.Description)}</p>\n");
            Append(page, type.What, type.Says, type.Members);
        }

        page.Append("</article>\n");
    }

    private static void Append(StringBuilder page, string what, string says, IReadOnlyList<MemberReference> members)
    {
        if (members.Count == 0)
            return;
        page.Append($"<table>\n<tr><th>{what}</th><th>{says}</th><th></th></tr>\n");
        foreach (MemberReference member in members)
        {
            string wireName = member.WireName is null ? "" : $" (<code>{Safe(member.WireName)}</code>)";
            string standard = member.Default is null ? "" : $" Default: <code>{Safe(member.Default)}</code>.";
            string examples = member.Examples is null ? "" : $" Examples: <code>{Safe(member.Examples)}</code>.";
            page.Append($"<tr><td><code>{Safe(member.Name)}</code>{wireName}</td><td><code>{Safe(member.Type)}</code></td>");
            page.Append($"<td class=\"doc\">{(member.IsRequired ? "Required. " : "")}{Safe(member.Description)}{standard}{examples}</td></tr>\n");
        }

        page.Append("</table>\n");
    }

    private static string Safe(string text) =>
        string.Join('\n', text.Trim().ReplaceLineEndings("\n").Split('\n').Select(static line => WebUtility.HtmlEncode(line.Printable())));
}
