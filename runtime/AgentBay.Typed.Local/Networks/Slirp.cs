using System.Diagnostics;
using System.Globalization;
using AgentBay.Typed.Local.Sandboxes;

namespace AgentBay.Typed.Local.Networks;

/// <summary>
/// slirp4netns: connects a session's own network to the world outside of this machine, without the right to set up
/// networks. This machine's loopback stays out of reach.
/// </summary>
internal static class Slirp
{
    /// <summary>Its name server, by its own address plan.</summary>
    public const string ResolverText = "nameserver 10.0.2.3\n";

    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(10);

    public static string? Program => File.Exists("/dev/net/tun") ? Programs.Find("slirp4netns") : null;

    /// <returns>The process, which ends with this one; nothing when it does not work here.</returns>
    public static async Task<Process?> StartAsync(string program, int processId, CancellationToken cancellationToken)
    {
        // It ends when the other end of its standard input is closed.
        var info = new ProcessStartInfo(program,
        [
            "--configure", "--mtu=65520", "--disable-host-loopback", "--ready-fd=1", "--exit-fd=0", processId.ToString(CultureInfo.InvariantCulture), "tap0",
        ])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.Environment.Clear();
        info.Environment["PATH"] = Programs.DefaultPath;

        var process = Process.Start(info)!;
        process.ErrorDataReceived += (_, _) => { }; // read, so that it is never blocked
        process.BeginErrorReadLine();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartTime);
        var isReady = false;
        try
        {
            isReady = await process.StandardOutput.BaseStream.ReadAsync(new byte[1], limit.Token) == 1;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It hangs.
        }
        finally
        {
            if (!isReady) await StopAsync(process);
        }
        return isReady ? process : null;
    }

    public static async Task StopAsync(Process process)
    {
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }
}
