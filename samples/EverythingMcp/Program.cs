using System.ComponentModel;
using AgentBay.Typed.Mcp;
using EverythingMcp;
using ModelContextProtocol;
using ModelContextProtocol.Client;

// A server that we did not write, from npm, over stdio. Its tools are typed methods, generated from
// schemas/everything.tools.json.
StdioClientTransport transport = new(new StdioClientTransportOptions
{
    Name = "everything",
    Command = "npx",
    Arguments = ["-y", "@modelcontextprotocol/server-everything"],
});

McpClient client;
try
{
    client = await McpClient.CreateAsync(transport);
}
catch (Exception e) when (e.GetBaseException() is Win32Exception)
{
    Console.WriteLine("This sample starts an MCP server with npx, which is not on the PATH: install Node.js (https://nodejs.org) and run it again.");
    return 0;
}
catch (Exception e) when (e is IOException or McpException or TimeoutException)
{
    await Console.Error.WriteLineAsync($"The server did not start: {e.Message}");
    return 1;
}

await using (client)
{
    Everything tools = client.UseTools<Everything>();
    Console.WriteLine($"{client.ServerInfo?.Name} {client.ServerInfo?.Version}; compared with the capture: {await client.CheckToolsAsync<Everything>()}");

    Console.WriteLine((await tools.Echo("hello")).Text);
    Console.WriteLine((await tools.GetSum(2, 3)).Text);

    // An output schema becomes a record.
    Everything.GetStructuredContentResult weather = (await tools.GetStructuredContent(Everything.GetStructuredContentLocation.Chicago)).Value;
    Console.WriteLine($"Chicago: {weather.Conditions}, {weather.Temperature} degrees, {weather.Humidity} % humidity");

    foreach (ToolImage image in (await tools.GetTinyImage()).Images)
        Console.WriteLine($"a picture: {image.MimeType}, {image.Data.Length} bytes");
    foreach (ToolResourceLink link in (await tools.GetResourceLinks(2)).Content.OfType<ToolResourceLink>())
        Console.WriteLine($"a link: {link.Name} at {link.Uri}");

    Everything reporting = client.UseTools<Everything>(new Printer());
    Console.WriteLine((await reporting.TriggerLongRunningOperation(duration: 2, steps: 4)).Text);

    using CancellationTokenSource impatient = new(TimeSpan.FromSeconds(1));
    try
    {
        await tools.TriggerLongRunningOperation(duration: 60, steps: 60, impatient.Token);
    }
    catch (OperationCanceledException)
    {
        Console.WriteLine("A call of a minute was given up after a second, and the server was told so.");
    }
}

return 0;
