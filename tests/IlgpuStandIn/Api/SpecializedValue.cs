namespace ILGPU
{
    namespace Runtime
    {
        public static class SpecializedValue
        {
            public static SpecializedValue<T> New<T>(T value) where T : unmanaged, IEquatable<T> => new(value);
        }

        /// <summary>A value that the kernel is compiled for.</summary>
        public readonly record struct SpecializedValue<T>(T Value) where T : unmanaged, IEquatable<T>
        {
            public static implicit operator T(SpecializedValue<T> value) => value.Value;
        }
    }
}
