using System.Diagnostics;
using AgentBay.Typed.EndToEnd.Infrastructure;
using AgentBay.Typed.Local;

namespace AgentBay.Typed.EndToEnd;

/// <summary>LocalBay and the library that carries the requests of the official TypeScript SDK.</summary>
public sealed class OfficialTransportTests
{
    [OfficialTransportFact]
    public async Task It_makes_the_calls_of_a_sessions_life_over_tls()
    {
        await using LocalBay bay = await LocalBay.StartAsync(new() { HttpsPort = 0 });
        string certificate = Path.GetTempFileName();
        await File.WriteAllTextAsync(certificate, bay.Certificate!.ExportCertificatePem());
        ProcessStartInfo start = new("node")
        {
            ArgumentList = { Path.Combine(Commands.RepositoryRoot, "tests/AgentBay.Typed.EndToEnd.Tests/OfficialTransport/calls.cjs"), OfficialTransportFactAttribute.Folder, bay.HttpsEndpoint!.Authority, bay.ApiKey },
            Environment = { ["NODE_EXTRA_CA_CERTS"] = certificate },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        using Process node = Process.Start(start)!;
        Task<string> error = node.StandardError.ReadToEndAsync();
        string output = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        File.Delete(certificate);

        Assert.Equal((0, "all calls answered\n", ""), (node.ExitCode, output, await error));
    }
}
