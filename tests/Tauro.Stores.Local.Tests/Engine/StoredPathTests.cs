using Tauro.Stores.Local.Artifacts;
using Tauro.Stores.Local.Tests.Simulated;

namespace Tauro.Stores.Local.Tests.Engine;

public sealed class StoredPathTests
{
    [Theory]
    [InlineData("../outside"), InlineData("/etc/passwd"), InlineData("a//b"), InlineData("a\\b")]
    public void A_document_with_an_invalid_path_is_refused_naming_the_folder(string value)
    {
        var disk = new SimulatedDisk();
        var refused = Assert.Throws<StorageCorruptException>(() => StoredPath.Parse(disk, value));
        Assert.Contains(disk.Describe("artifacts"), refused.Message);
        Assert.Contains("Restore", refused.Message);
    }
}
