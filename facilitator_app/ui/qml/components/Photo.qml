// A person's picture in the room's light: its white is no brighter than the quietest words.
import QtQuick
import Facilitator

PagePicture {
    as_photo: true
    colours: ({ mid: Theme.low })
    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("attachments.picture_of")
}
