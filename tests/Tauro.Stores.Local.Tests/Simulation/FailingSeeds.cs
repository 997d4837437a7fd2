using System.Globalization;
using System.Runtime.CompilerServices;

namespace Tauro.Stores.Local.Tests.Simulation;

/// <summary>
/// Seeds that once found a failure, in a file in this folder. The tests and <c>Tauro.Simulation</c> replay them first,
/// and the latter adds new ones.
/// </summary>
internal static class FailingSeeds
{
    private static readonly string File = Path.Combine(Path.GetDirectoryName(Here())!, "failing-seeds.txt");

    public static IEnumerable<(string Store, int Seed)> Read() =>
        from line in System.IO.File.ReadLines(File)
        where line.Length > 0 && line[0] != '#'
        let parts = line.Split(' ')
        select (parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture));

    public static void Add(string store, int seed)
    {
        if (!Read().Contains((store, seed))) System.IO.File.AppendAllText(File, $"{store} {seed}\n");
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
