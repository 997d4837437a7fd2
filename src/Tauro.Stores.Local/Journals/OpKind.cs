namespace Tauro.Stores.Local.Journals;

/// <summary>The kinds of operations in a frame. The numbers are stored in files: never change one.</summary>
internal enum OpKind : byte
{
    Put = 1,
    Remove = 2,
    Patch = 3,
    Points = 4,
    Event = 5,
    Trail = 6,
}
