// The playlists: the one that is marked is played.  Each can be opened on the desk; new ones are made, or taken in from a file.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: page

    required property MusicView music
    required property Item over

    spacing: 12

    Say { objectName: "music.about"; Layout.fillWidth: true; Layout.maximumWidth: Theme.readable; text: qsTr("ui.music.about"); color: Theme.mid; wrapMode: Text.Wrap; lineHeight: 1.2 }
    FieldError { objectName: "music.remark"; Layout.fillWidth: true; text: page.music.remark }
    FieldError { objectName: "music.error"; Layout.fillWidth: true; text: page.music.form.general }

    Scroller {
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.minimumHeight: Math.min(contentHeight, 150 * Theme.factor)
        contentHeight: column.implicitHeight

        ColumnLayout {
            id: column

            width: parent.width
            spacing: 8

            Choice { objectName: "music.shipped"; Layout.fillWidth: true; text: qsTr("ui.music.shipped"); note: qsTr("ui.music.shipped_note"); chosen: page.music.plays_shipped; onClicked: page.music.use("") }

            Repeater {
                model: page.music.rows

                RowLayout {
                    id: row

                    required property var modelData

                    Layout.fillWidth: true
                    spacing: 8

                    Choice { objectName: "music.list." + row.modelData.name; Layout.fillWidth: true; enabled: row.modelData.good; text: row.modelData.name; note: row.modelData.note; chosen: row.modelData.used; onClicked: page.music.use(row.modelData.path) }
                    Button { objectName: "music.edit." + row.modelData.name; visible: row.modelData.good; kind: "round"; glyph: "write"; text: qsTr("playlist.edit").arg(row.modelData.name); onClicked: page.music.edit(row.modelData.path) }
                }
            }

            Choice { objectName: "music.folder"; Layout.fillWidth: true; text: qsTr("ui.music.own"); note: page.music.other === "" ? qsTr("ui.music.own_note") : page.music.other; chosen: page.music.other !== ""; onClicked: page.music.choose_other() }
        }
    }

    Flow {
        id: acts

        Layout.fillWidth: true
        spacing: Theme.near

        Act { objectName: "music.new"; kind: "primary"; glyph: "plus"; text: qsTr("playlist.new"); onClicked: made.open = true }
        Act { objectName: "music.import"; glyph: "folder"; text: qsTr("playlist.import"); onClicked: page.music.take_in() }
        Act { objectName: "music.check"; glyph: "check"; text: qsTr("playlist.check_used"); onClicked: page.music.check_used() }
        Act { objectName: "music.sound"; glyph: "level"; text: qsTr("listen.sound"); onClicked: sound.open = true }
        Act { objectName: "music.heard"; glyph: "list"; text: qsTr("heard.open"); onClicked: { page.music.heard.choose(""); heard.open = true } }

        component Act: Button {
            width: Math.min(implicitWidth, acts.width)
            height: Math.max(implicitHeight, lines)
        }
    }

    SoundSheet { id: sound; objectName: "sound"; parent: page.over; sound: page.music.sound; onClosed: open = false }
    HeardSheet { id: heard; objectName: "heard"; parent: page.over; heard: page.music.heard; many: true; onClosed: open = false }
    NewPlaylist { id: made; objectName: "new_playlist"; parent: page.over; music: page.music; onClosed: open = false }
}
