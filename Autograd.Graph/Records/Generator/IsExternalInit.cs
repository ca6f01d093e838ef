using System.ComponentModel;

// The compiler asks for this type by name in records; netstandard2.0 does not have it.
namespace System.Runtime.CompilerServices;

[EditorBrowsable(EditorBrowsableState.Never)]
internal static class IsExternalInit;
