//! Interfaces and unions.
//!
//! A value is resolved as the object that it is, so an interface has no resolvers of its own. `root.rs` copies the
//! fields of an interface from the object with the shared fields, such as `PartyFields`.

use async_graphql::OutputType;
use async_graphql::indexmap::{IndexMap, IndexSet};
use async_graphql::registry::{MetaType, MetaTypeId, Registry};

/// Declares an interface, with its description and its objects.
macro_rules! interface {
    ($($declaration:tt)+) => {
        $crate::graphql::abstract_type::abstract_type! { Interface, $($declaration)+ }
    };
}

/// Declares a union, with its description and its objects.
macro_rules! union {
    ($($declaration:tt)+) => {
        $crate::graphql::abstract_type::abstract_type! { Union, $($declaration)+ }
    };
}

macro_rules! abstract_type {
    ($kind:ident, $(#[doc = $about:literal])+ $name:ident { $($object:ident),+ $(,)? }) => {
        $(#[doc = $about])+
        pub enum $name {
            $($object($object)),+
        }

        impl async_graphql::OutputType for $name {
            fn type_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn introspection_type_name(&self) -> std::borrow::Cow<'static, str> {
                match self {
                    $(Self::$object(object) => object.introspection_type_name(),)+
                }
            }

            fn create_type_info(registry: &mut async_graphql::registry::Registry) -> String {
                use $crate::graphql::abstract_type::{Kind, register};
                let objects = [$(
                    (<$object as async_graphql::OutputType>::type_name(), $object::create_type_info as fn(&mut _) -> _)
                ),+];
                register::<Self>(registry, Kind::$kind, concat!($($about, "\n"),+), &objects)
            }

            async fn resolve(
                &self,
                ctx: &async_graphql::ContextSelectionSet<'_>,
                field: &async_graphql::Positioned<async_graphql::parser::types::Field>,
            ) -> async_graphql::ServerResult<async_graphql::Value> {
                match self {
                    $(Self::$object(object) => object.resolve(ctx, field).await,)+
                }
            }
        }
    };
}

pub(super) use {abstract_type, interface, union};

#[derive(Debug, Clone, Copy)]
pub enum Kind {
    Interface,
    Union,
}

/// The name of an object, and the function that registers it.
type Object = (std::borrow::Cow<'static, str>, fn(&mut Registry) -> String);

/// Registers the type and its objects, and returns its qualified name.
pub fn register<T: OutputType>(registry: &mut Registry, kind: Kind, about: &str, objects: &[Object]) -> String {
    let id = match kind {
        Kind::Interface => MetaTypeId::Interface,
        Kind::Union => MetaTypeId::Union,
    };
    registry.create_output_type::<T, _>(id, |registry| {
        let mut possible_types = IndexSet::new();
        for (name, register_object) in objects {
            register_object(registry);
            if matches!(kind, Kind::Interface) {
                registry.add_implements(name, &T::type_name());
            }
            possible_types.insert(name.clone().into_owned());
        }
        let name = T::type_name().into_owned();
        let lines: Vec<&str> = about.lines().map(str::trim).collect();
        let (description, rust_typename) = (Some(lines.join("\n")), Some(std::any::type_name::<T>()));
        match kind {
            Kind::Interface => MetaType::Interface {
                name,
                description,
                fields: IndexMap::new(),
                possible_types,
                extends: false,
                keys: None,
                visible: None,
                inaccessible: false,
                tags: Vec::new(),
                rust_typename,
                directive_invocations: Vec::new(),
                requires_scopes: Vec::new(),
            },
            Kind::Union => MetaType::Union {
                name,
                description,
                possible_types,
                visible: None,
                inaccessible: false,
                tags: Vec::new(),
                rust_typename,
                directive_invocations: Vec::new(),
            },
        }
    })
}
