using Microsoft.Extensions.Options;
using Tauro.Stores.Local.State;

namespace Tauro.Identity.Api.Setup;

/// <summary>The file with the setup token, which only the account of this process can read.</summary>
internal sealed class SetupTokenFile(IOptions<LocalStoreOptions> store)
{
    private string FilePath => Path.Combine(store.Value.Path, "identity", "setup-token");

    /// <exception cref="IOException">It can't be written.</exception>
    public void Write(string token)
    {
        File.Delete(FilePath);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(FilePath, options);
        using var writer = new StreamWriter(file);
        writer.WriteLine(token);
    }

    /// <exception cref="IOException">It can't be deleted.</exception>
    public void Delete() => File.Delete(FilePath);
}
