using System.Security.Cryptography.X509Certificates;

namespace AgentBay.Typed.Cli.Commands;

/// <summary>A certificate in a file, without its private key. A file that nobody asked for goes with this object.</summary>
internal sealed class CertificateFile : IDisposable
{
    private readonly bool _isTemporary;

    private CertificateFile(string path, bool isTemporary)
    {
        Path = path;
        _isTemporary = isTemporary;
    }

    public string Path { get; }

    public static async Task<CertificateFile> WriteAsync(X509Certificate2 certificate, FileInfo? wanted, CancellationToken cancellationToken)
    {
        string path = wanted?.FullName ?? System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"agentbay-typed-{certificate.Thumbprint[..16]}.pem");
        await File.WriteAllTextAsync(path, $"{certificate.ExportCertificatePem()}\n", cancellationToken);
        return new CertificateFile(path, isTemporary: wanted is null);
    }

    public void Dispose()
    {
        if (_isTemporary)
            File.Delete(Path);
    }
}
