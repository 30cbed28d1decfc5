using AgentBay.Typed.Local.Sandboxes;

namespace AgentBay.Typed.Local.Tools.Code;

/// <summary>A language that run_code takes, and the interpreter and script that run it.</summary>
internal sealed record CodeLanguage(string Name, IReadOnlyList<string> Interpreter, string Harness)
{
    private static readonly CodeLanguage[] Known =
    [
        new("python", ["python3", "-c"], Resources.ReadText("harness.py")),
        new("javascript", ["node", "-e"], Resources.ReadText("harness.js")),
    ];

    /// <summary>The languages whose interpreter answers inside a sandbox.</summary>
    public static async Task<IReadOnlyList<CodeLanguage>> FindAsync(Sandbox probe, CancellationToken cancellationToken)
    {
        var found = new List<CodeLanguage>();
        foreach (var language in Known)
        {
            if (await AnswersAsync(probe, language, cancellationToken)) found.Add(language);
        }
        return found;
    }

    private static async Task<bool> AnswersAsync(Sandbox probe, CodeLanguage language, CancellationToken cancellationToken)
    {
        try
        {
            var result = await probe.RunAsync(new SandboxCommand([.. language.Interpreter, "0"], TimeSpan.FromSeconds(10)), cancellationToken);
            return result.ExitCode == 0;
        }
        catch (ToolException)
        {
            return false; // not there at all
        }
    }
}
