using Tauro.Stores.Local.Artifacts;
using Tauro.Stores.Local.Tests.Simulated;

namespace Tauro.Stores.Local.Tests.Engine;

public sealed class StoredPathTests
{
    [Theory]
    [InlineData("../outside"), InlineData("/etc/passwd"), InlineData("a//b"), InlineData("a\\b")]
    public void A_document_that_names_no_path_is_damage_of_a_named_folder(string text)
    {
        var disk = new SimulatedDisk();
        var refused = Assert.Throws<StorageCorruptException>(() => StoredPath.Parse(disk, text));
        Assert.Contains(disk.Describe("artifacts"), refused.Message);
        Assert.Contains("Restore", refused.Message);
    }
}
