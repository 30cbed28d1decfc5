namespace AgentBay.Typed.Cli.Reports;

internal static class TextWriterExtensions
{
    public static async Task WriteLinesAsync(this TextWriter output, IEnumerable<string> lines)
    {
        foreach (string line in lines)
            await output.WriteLineAsync(line);
    }
}
