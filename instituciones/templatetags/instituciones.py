"""What templates ask about roles."""

from django import template

from instituciones import roles

register = template.Library()
register.filter("nombre_del_rol", roles.nombre_del_rol)
register.filter("frase_del_rol", roles.frase_del_rol)
